using Microsoft.Data.Sqlite;
using NerveCentre.Core.Access;

namespace NerveCentre.Core.Store;

/// <summary>The folder that holds everything an installation remembers.</summary>
[InnerWorks]
public sealed class DataFolder
{
    private DataFolder(string path) => Path = path;

    public string Path { get; }

    public string Database => System.IO.Path.Combine(Path, "nervecentre.db");

    public string SandboxState => System.IO.Path.Combine(Path, "sandbox.json");

    /// <summary>Held by the process that brings the database to its version's schema.</summary>
    internal string UpgradeLock => System.IO.Path.Combine(Path, "upgrade.lock");

    /// <summary>Keys that protect cookies and forms.</summary>
    public string Keys => System.IO.Path.Combine(Path, "keys");

    /// <summary>Where data goes when no setting says otherwise: beside the user's other application data.</summary>
    public static string Default
    {
        get
        {
            var parent = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return parent is ""
                ? throw new ProblemException("This account has no folder for application data (is HOME set?). Name one with --data FOLDER.")
                : System.IO.Path.Combine(parent, "NerveCentre");
        }
    }

    /// <summary>Where a setting points to; nothing is made.</summary>
    public static string FullPath(string? path) => System.IO.Path.GetFullPath(string.IsNullOrWhiteSpace(path) ? Default : path);

    /// <summary>Makes sure that the folder exists and can be written to.</summary>
    /// <exception cref="ProblemException">It cannot.</exception>
    public static DataFolder Open(string? path)
    {
        var full = FullPath(path);
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(full);
            }
            else
            {
                // The figures are a seller's trade secrets: a new folder is for its owner alone.
                Directory.CreateDirectory(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            var probe = System.IO.Path.Combine(full, $".write-test-{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException($"The data folder {full} cannot be written to: {e.Message} Make it writable for this account, or name another one with --data FOLDER.", e);
        }

        return new DataFolder(full);
    }

    /// <summary>Claims the folder for one server. The operating system lets go of the claim when the process ends, however it ends.</summary>
    /// <exception cref="ProblemException">Another server holds it.</exception>
    public IDisposable ClaimForServer()
    {
        var file = System.IO.Path.Combine(Path, "server.lock");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ProblemException($"{file} cannot be written to: {e.Message} Make it writable for this account, or name another folder with --data FOLDER.", e);
        }
        catch (IOException e)
        {
            throw new ProblemException($"Another NerveCentre server is using the data folder {Path}. Stop it first, or start this one on another folder with --data FOLDER.", e);
        }
    }

    /// <summary>Turns what SQLite says about the file into words; <c>null</c> when the error is not about the file.</summary>
    public ProblemException? Explain(SqliteException error) => error.SqliteErrorCode switch
    {
        5 or 6 => new ProblemException($"The database {Database} is busy: another NerveCentre process is writing to it. Try again when that has finished.", error),
        8 => new ProblemException($"The database {Database} cannot be written to. Make the file and its folder writable for this account.", error),
        10 => new ProblemException($"The disk that holds {Database} failed ({error.Message}). Nothing was half-written. Check the disk, then try again.", error),
        11 or 26 => new ProblemException($"{Database} is not a sound NerveCentre database ({error.Message}). Put back a backup, or start on an empty folder with --data FOLDER.", error),
        13 => new ProblemException($"The disk that holds {Database} is full. Nothing was half-written. Free some space, then try again.", error),
        14 => new ProblemException($"The database {Database} cannot be opened. Make sure that the folder exists and is writable for this account.", error),
        _ => null,
    };
}
