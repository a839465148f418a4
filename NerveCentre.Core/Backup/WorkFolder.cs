namespace NerveCentre.Core.Backup;

/// <summary>A folder for half-made files beside where they will end up. Whoever works next sweeps away what a dead process left.</summary>
internal sealed class WorkFolder : IDisposable
{
    private const string Prefix = ".nervecentre-work-";

    // Lets go when the process ends, however it ends.
    private readonly FileStream _claim;

    private WorkFolder(string path)
    {
        Path = path;
        PrivateFiles.CreateFolder(path);
        _claim = PrivateFiles.Create(Claim(path));
    }

    public string Path { get; }

    public static WorkFolder In(string parent)
    {
        foreach (var left in Directory.EnumerateDirectories(parent, Prefix + "*"))
        {
            SweepIfDead(left);
        }

        return new WorkFolder(System.IO.Path.Combine(parent, Prefix + Guid.NewGuid().ToString("N")));
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        _claim.Dispose();
        Directory.Delete(Path, recursive: true);
    }

    private static string Claim(string folder) => System.IO.Path.Combine(folder, "claim");

    private static void SweepIfDead(string folder)
    {
        try
        {
            // Only whoever is alive holds its claim.
            new FileStream(Claim(folder), FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody works there, or it is not ours: left alone.
        }
    }
}
