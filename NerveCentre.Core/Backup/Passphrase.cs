using System.Globalization;

namespace NerveCentre.Core.Backup;

/// <summary>A passphrase comes from a file: on the command line everybody on the machine could read it.</summary>
internal static class Passphrase
{
    public const int MinLength = 12;

    /// <returns>The file's first line.</returns>
    /// <exception cref="ProblemException">There is no such file, or no passphrase in it.</exception>
    public static string Read(string file)
    {
        try
        {
            using var reader = new StreamReader(file);
            return reader.ReadLine() is { Length: > 0 } line
                ? line
                : throw new ProblemException($"{file} has no passphrase in its first line. Write it there, or name another file with --passphrase-file FILE.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException($"The passphrase cannot be read from {file}: {e.Message} Name a readable file with --passphrase-file FILE.", e);
        }
    }

    /// <summary>For a new backup; one that was taken once is taken for a restore.</summary>
    /// <exception cref="ProblemException">It is too short.</exception>
    public static string ReadForNewBackup(string file) => Read(file) is { Length: >= MinLength } enough
        ? enough
        : throw new ProblemException($"The passphrase in {file} has fewer than {MinLength.ToString(CultureInfo.InvariantCulture)} characters. Choose a longer one, such as five random words; nobody can try it out as fast then.");
}
