using System.Globalization;
using Microsoft.Extensions.Options;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Backup;

/// <summary>Section <c>Backup</c> of appsettings.json.</summary>
public sealed class BackupOptions
{
    /// <summary>Whether a server makes a backup every night.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>When, in this machine's local time: hours and minutes, such as 03:30.</summary>
    public string At { get; set; } = "03:30";

    /// <summary>How many nightly backups are kept. Backups made by hand are never removed.</summary>
    public int Keep { get; set; } = 7;

    /// <summary>Where they are kept; empty: the folder <c>backups</c> of the data folder.</summary>
    public string Folder { get; set; } = "";

    /// <summary>File whose first line is the passphrase; with one, nightly backups include the keys that protect cookies and forms.</summary>
    public string PassphraseFile { get; set; } = "";

    internal TimeOnly Time => TimeOnly.ParseExact(At, "HH:mm", CultureInfo.InvariantCulture);

    internal string FolderOf(DataFolder data) => string.IsNullOrWhiteSpace(Folder) ? Path.Combine(data.Path, "backups") : Path.GetFullPath(Folder);
}

internal sealed class BackupOptionsValidator : IValidateOptions<BackupOptions>
{
    public ValidateOptionsResult Validate(string? name, BackupOptions options)
    {
        var wrong = new List<string>();
        if (!TimeOnly.TryParseExact(options.At, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            wrong.Add($"appsettings.json: Backup:At is '{options.At}'; it must be a time of day from 00:00 to 23:59.");
        }

        if (options.Keep is < 1 or > 1000)
        {
            wrong.Add($"appsettings.json: Backup:Keep is {options.Keep.ToString(CultureInfo.InvariantCulture)}; it must lie between 1 and 1000.");
        }

        if (options.PassphraseFile is not "" && !File.Exists(options.PassphraseFile))
        {
            wrong.Add($"appsettings.json: Backup:PassphraseFile is '{options.PassphraseFile}', which is no file that can be read here.");
        }

        return wrong.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
