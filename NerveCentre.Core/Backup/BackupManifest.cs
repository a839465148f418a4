using System.Text.Json;

namespace NerveCentre.Core.Backup;

/// <summary>What a backup says about itself. Stands in it as manifest.json.</summary>
/// <param name="Format">Version of the container; a number above <see cref="CurrentFormat"/> is refused.</param>
/// <param name="Version">The NerveCentre that made it.</param>
/// <param name="Migration">The newest migration in the database; <c>null</c> when it has none.</param>
/// <param name="Files">Every other entry.</param>
internal sealed record BackupManifest(int Format, string Version, string? Migration, DateTimeOffset CreatedAt, IReadOnlyList<BackedUpFile> Files)
{
    public const int CurrentFormat = 1;
    public const string Entry = "manifest.json";

    /// <summary>A real one has less than 1 KB.</summary>
    public const int MaxBytes = 64 * 1024;

    private static readonly JsonSerializerOptions Layout = new(JsonSerializerDefaults.Web) { WriteIndented = true, RespectNullableAnnotations = true };

    public static string ThisVersion { get; } = typeof(BackupManifest).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Layout);

    /// <exception cref="JsonException">It is none.</exception>
    public static BackupManifest FromJson(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<BackupManifest>(json, Layout) is { Version: not null, Files: not null } manifest && !manifest.Files.Any(f => f?.Name is null || f.Sha256 is null)
            ? manifest
            : throw new JsonException("Something is missing from it.");
}

/// <param name="Size">In bytes.</param>
/// <param name="Sha256">In hexadecimal digits.</param>
internal sealed record BackedUpFile(string Name, long Size, string Sha256);

/// <summary>The entries that a backup may hold. Their names are never used as paths.</summary>
internal static class BackupEntries
{
    public const string Database = "nervecentre.db";
    public const string Sandbox = "sandbox.json";
    public const string Keys = "keys.enc";

    public static IReadOnlyList<string> All { get; } = [Database, Sandbox, Keys];
}
