namespace NerveCentre.Core.Files;

/// <summary>A file to import.</summary>
/// <param name="File">Path.</param>
/// <param name="Store">Name of a store that is fed by files. Made together with its first rows if there is none of that name: a file that cannot be used leaves nothing behind.</param>
public sealed record ImportRequest(string File, string Store, FileMapping Mapping)
{
    public const string RejectsSuffix = ".rejected.csv";

    /// <summary>How the file is called in messages, the audit and the runs; its path unless told.</summary>
    public string Name { get; init; } = File;

    /// <summary>IANA zone in which the days of a store that is made begin.</summary>
    public string ZoneOfNewStore { get; init; } = "UTC";

    /// <summary>Where rows are written that are left out; <c>null</c> when they are only counted.</summary>
    public string? RejectsTo { get; init; }

    /// <summary>The file is everything there is: listings that are not in it become offline, templates are marked as gone.</summary>
    public bool Whole { get; init; }

    /// <summary>How many of those may be taken out of use at most: what somebody was told and agreed to.</summary>
    public int Confirmed { get; init; }

    /// <summary>Bytes that the file may unpack to.</summary>
    public long MostUnpacked { get; init; } = long.MaxValue;

    /// <summary>Tells what would happen and takes everything back.</summary>
    public bool IsTrial { get; init; }

    /// <summary>Keeps the mapping for the next file of this kind.</summary>
    public bool RemembersMapping { get; init; }

    /// <summary>Hears how far it has come.</summary>
    public ImportProgress? Progress { get; init; }
}

/// <summary>How far an import has come. Written by one thread, read by others, each number by itself.</summary>
public sealed class ImportProgress
{
    private long _rows;
    private long _bytes;
    private long _length;

    public long Rows => Volatile.Read(ref _rows);

    /// <summary>Of the file, as it lies on the disk.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>0 until the file is open.</summary>
    public long Length => Volatile.Read(ref _length);

    internal void Tell(long rows, (long Read, long Length) file)
    {
        Volatile.Write(ref _rows, rows);
        Volatile.Write(ref _bytes, file.Read);
        Volatile.Write(ref _length, file.Length);
    }
}

/// <param name="Left">Rows of the store that were taken out of use because the file is everything there is.</param>
/// <param name="RejectedFile">Where the rejected rows were written; <c>null</c> when there are none.</param>
/// <param name="FirstRejected">Some of them, the first.</param>
/// <param name="UnknownTexts">Status texts that mean nothing to us, and how often each stands in the file.</param>
/// <param name="Note">What else there is to say.</param>
public sealed record ImportResult(
    int Read,
    int Added,
    int Updated,
    int Unchanged,
    int Rejected,
    int Left,
    string? RejectedFile,
    IReadOnlyList<RejectedRow> FirstRejected,
    IReadOnlyDictionary<string, int> UnknownTexts,
    string? Note)
{
    /// <summary>Orders: no column tells the buyer's country, and the owner did not say that the parcel's stands for it.</summary>
    public bool LacksBuyerCountry { get; init; }
}

/// <summary>More rows of the store would be taken out of use than somebody has agreed to. Nothing was changed.</summary>
public sealed class ConfirmationNeededException(int left, string message) : ProblemException(message)
{
    public int Left { get; } = left;
}
