using System.IO.Compression;
using System.Text.Json;

namespace NerveCentre.Core.Backup;

/// <summary>
/// A backup file, read with suspicion: it may be cut short, of a newer version, or written by somebody else.
/// Only entries that a backup holds are taken, and none by the name that stands in the file.
/// </summary>
internal sealed class BackupArchive
{
    private readonly string _file;

    private BackupArchive(string file, BackupManifest manifest)
    {
        _file = file;
        Manifest = manifest;
    }

    public BackupManifest Manifest { get; }

    public bool Holds(string entry) => Manifest.Files.Any(f => f.Name == entry);

    /// <exception cref="ProblemException">It is no backup, or one that this version does not understand.</exception>
    public static BackupArchive Open(string file)
    {
        file = Path.GetFullPath(file);
        if (!File.Exists(file))
        {
            throw new ProblemException($"There is no file {file}. Name the backup to restore.");
        }

        return Reading(file, zip =>
        {
            var manifest = ReadManifest(file, zip);
            Check(file, zip, manifest);
            return new BackupArchive(file, manifest);
        });
    }

    /// <exception cref="ProblemException">An entry is not what the manifest says.</exception>
    public void VerifyHashes(CancellationToken cancel)
    {
        foreach (var entry in Manifest.Files)
        {
            Extract(entry.Name, Stream.Null, cancel);
        }
    }

    /// <summary>Writes an entry's content, which is then known to be the one that was backed up.</summary>
    /// <exception cref="ProblemException">It is not what the manifest says.</exception>
    public void Extract(string entry, Stream target, CancellationToken cancel) => Reading(_file, zip =>
    {
        var told = Manifest.Files.Single(f => f.Name == entry);
        using var content = zip.GetEntry(entry)!.Open();
        var (size, hash) = HashingCopy.To(target, content, told.Size, cancel);
        return size == told.Size && hash.Equals(told.Sha256, StringComparison.OrdinalIgnoreCase)
            ? true
            : throw Damaged(_file, $"{entry} is not what it was when it was backed up");
    });

    private static BackupManifest ReadManifest(string file, ZipArchive zip)
    {
        var entry = zip.GetEntry(BackupManifest.Entry) ?? throw new ProblemException($"{file} is no NerveCentre backup: it holds no {BackupManifest.Entry}. Name another file. Nothing was changed.");
        using var json = new MemoryStream();
        using var content = entry.Open();
        if (HashingCopy.To(json, content, BackupManifest.MaxBytes, default).Size > BackupManifest.MaxBytes)
        {
            throw Damaged(file, $"its {BackupManifest.Entry} is too long");
        }

        try
        {
            RefuseNewerFormat(file, json.ToArray());
            return BackupManifest.FromJson(json.ToArray());
        }
        catch (JsonException e)
        {
            throw Damaged(file, $"its {BackupManifest.Entry} cannot be read: {e.Message}");
        }
    }

    /// <summary>Before anything else is understood: a newer format may look altogether different.</summary>
    private static void RefuseNewerFormat(string file, byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement is { ValueKind: JsonValueKind.Object } manifest
            && manifest.TryGetProperty("format", out var format) && format.ValueKind is JsonValueKind.Number && format.TryGetInt32(out var number) && number > BackupManifest.CurrentFormat)
        {
            throw new ProblemException($"{file} was written by a newer NerveCentre (format {format.GetRawText()}; this version, {BackupManifest.ThisVersion}, knows {BackupManifest.CurrentFormat.ToString(System.Globalization.CultureInfo.InvariantCulture)}). Restore it with that version. Nothing was changed.");
        }
    }

    private static void Check(string file, ZipArchive zip, BackupManifest manifest)
    {
        if (zip.Entries.FirstOrDefault(e => e.FullName is not BackupManifest.Entry && !BackupEntries.All.Contains(e.FullName)) is { } stranger)
        {
            throw new ProblemException($"{file} holds '{Printable(stranger.FullName)}', which no backup of NerveCentre holds. Somebody changed it; do not use it. Nothing was changed.");
        }

        var inside = zip.Entries.Select(e => e.FullName).Where(n => n is not BackupManifest.Entry).Order(StringComparer.Ordinal).ToList();
        if (zip.Entries.Count != inside.Count + 1 || !inside.SequenceEqual(manifest.Files.Select(f => f.Name).Order(StringComparer.Ordinal)) || inside.Distinct().Count() != inside.Count)
        {
            throw Damaged(file, $"what it holds is not what its {BackupManifest.Entry} lists");
        }

        if (!inside.Contains(BackupEntries.Database) || manifest.Format < 1)
        {
            throw Damaged(file, "it holds no database");
        }

        if (manifest.Files.Any(f => f.Name is BackupEntries.Keys && f.Size > SealedKeys.MaxBytes))
        {
            throw Damaged(file, $"its {BackupEntries.Keys} is too long");
        }

        if (manifest.Files.FirstOrDefault(f => f.Size != zip.GetEntry(f.Name)!.Length) is { } other)
        {
            throw Damaged(file, $"{other.Name} has another length than its {BackupManifest.Entry} says");
        }
    }

    private static T Reading<T>(string file, Func<ZipArchive, T> read)
    {
        try
        {
            using var zip = ZipFile.OpenRead(file);
            return read(zip);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(file, e.Message);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or NotSupportedException || (e is IOException && !File.Exists(file)))
        {
            throw new ProblemException($"{file} cannot be read: {e.Message} Make it readable for this account. Nothing was changed.", e);
        }
    }

    private static ProblemException Damaged(string file, string how) =>
        new($"{file} is damaged or no NerveCentre backup ({how.TrimEnd('.')}). Restore an older backup. Nothing was changed.");

    private static string Printable(string text) => new([.. text.Take(100).Select(c => char.IsControl(c) ? '·' : c)]);
}
