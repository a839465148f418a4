namespace NerveCentre.Core.Files;

public enum UploadState
{
    /// <summary>Waits for a person to say what is what.</summary>
    Chosen = 0,

    /// <summary>It is being found out what would change.</summary>
    Checking = 1,

    /// <summary>It is known what would change.</summary>
    Checked = 2,

    Running = 3,

    Done = 4,

    /// <summary>It cannot be used as a whole, and nothing of it was kept.</summary>
    Refused = 5,
}

/// <summary>Where a file goes.</summary>
/// <param name="StoreId">A store that is fed by files; <c>null</c> to make one.</param>
/// <param name="Store">Name of the store.</param>
/// <param name="Zone">IANA zone in which the store's days begin.</param>
public sealed record UploadTarget(int? StoreId, string Store, string Zone);

/// <summary>A file on its way in, as it is now.</summary>
/// <param name="Problem">Why it could not be checked or imported, in words; the state is then that of before.</param>
/// <param name="Result">Of the trial when it is <see cref="UploadState.Checked"/>, of the import when it is <see cref="UploadState.Done"/>.</param>
public sealed record UploadView(
    string Id,
    FileKind Kind,
    string Name,
    UploadTarget Target,
    UploadState State,
    FileSample? Sample,
    FileMapping Mapping,
    bool Whole,
    ImportResult? Result,
    string? Problem,
    ImportProgress Progress)
{
    /// <summary>Status texts to be given a meaning: those of the first rows, and what the check found further down.</summary>
    public IReadOnlyList<string> StatusTexts =>
        Sample is null ? [] : [.. MappingGuess.Texts(Kind, Sample, Mapping.Columns.GetValueOrDefault("status")).Concat(Mapping.Statuses.Keys).Concat(Result?.UnknownTexts.Keys ?? []).Distinct(StringComparer.OrdinalIgnoreCase).Take(60)];

    public bool IsBusy => State is UploadState.Checking or UploadState.Running;
}

/// <summary>What the desk remembers of a file. Changed under its lock.</summary>
internal sealed class Upload(string folder, UploadView view, DateTimeOffset at)
{
    public Lock Lock { get; } = new();

    public UploadView View { get; set; } = view;

    public DateTimeOffset At { get; set; } = at;

    public string Folder { get; } = folder;

    public string File => Path.Combine(Folder, "file");

    public string Rejects => Path.Combine(Folder, "rejected.csv");

    public void Change(Func<UploadView, UploadView> change)
    {
        lock (Lock)
        {
            View = change(View);
        }
    }

    public void Delete()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
