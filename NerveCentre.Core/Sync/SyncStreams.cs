using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Live;

namespace NerveCentre.Core.Sync;

/// <summary>Names of what is read. They stand in the database and in job keys.</summary>
public static class SyncStreams
{
    public const string Templates = "templates";
    public const string Listings = "listings";
    public const string Orders = "orders";

    /// <summary>Imports of orders by earlier versions; newer ones are named after what they read.</summary>
    public const string Import = "import";

    /// <summary>The streams of a connected store, in the order of a first fill.</summary>
    public static IReadOnlyList<string> All { get; } = [Templates, Listings, Orders];
}

/// <summary>Reads one stream of one store and writes it. Idempotent: reading the same twice changes nothing the second time.</summary>
internal interface IStreamSync
{
    string Stream { get; }

    /// <summary>Writes what it reads page by page, and how far it has come in the same transaction as the rows.</summary>
    Task RunAsync(StoreSummary store, AliExpressClient client, RunCounts counts, CancellationToken cancel);
}

/// <summary>What a run did so far.</summary>
internal sealed class RunCounts
{
    private readonly List<string> _notes = [];
    private int _completed;

    public int Read { get; set; }

    public int Added { get; private set; }

    public int Updated { get; private set; }

    public int Unchanged { get; private set; }

    public int Gone { get; set; }

    /// <summary>Orders whose countries AliExpress would not tell.</summary>
    public int UntoldCountries { get; set; }

    public bool ChangedSomething => Added + Updated + Gone + _completed > 0;

    /// <summary>At most ten notes are kept.</summary>
    public string? Note => _notes.Count is 0 ? null : string.Join(' ', _notes);

    public void Count(Store.UpsertOutcome outcome)
    {
        switch (outcome)
        {
            case Store.UpsertOutcome.Added:
                Added++;
                break;
            case Store.UpsertOutcome.Updated:
                Updated++;
                break;
            default:
                Unchanged++;
                break;
        }
    }

    /// <summary>A row that was counted when its list was read has got the rest of its columns.</summary>
    public void Complete(Store.UpsertOutcome outcome) => _completed += outcome is Store.UpsertOutcome.Unchanged ? 0 : 1;

    public void Say(string note)
    {
        if (_notes.Count < 10)
        {
            _notes.Add(note);
        }
    }
}
