using System.Text.Json;

namespace NerveCentre.Core.AliExpress.Sandbox;

/// <summary>All that the sandbox must remember: when it was founded, and how listings differ from their founding.</summary>
/// <param name="Edits">By product id; the newest state of each edited listing, so never more than there are listings.</param>
/// <param name="Templates">By id; the templates that were edited or added, as they are now, and <c>null</c> for those that were deleted. Absent in older files.</param>
internal sealed record SandboxState(int Version, DateTimeOffset Anchor, SortedDictionary<long, SandboxEdit> Edits, SortedDictionary<long, SandboxTemplate?>? Templates = null)
{
    private const int Current = 1;

    public static SandboxState Founded(DateTimeOffset anchor) => new(Current, anchor, []);

    /// <returns><c>null</c> if there is no such file.</returns>
    /// <exception cref="InvalidDataException">The file is not a sandbox's state. It is left alone.</exception>
    public static SandboxState? Load(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            var state = JsonSerializer.Deserialize<SandboxState>(File.ReadAllBytes(file));
            return state is { Version: Current, Edits: not null } && state.Anchor != default
                ? state
                : throw new InvalidDataException($"{file} is not the state of a sandbox store of version {Current}. Move it away to found a new one.");
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"{file} is not the state of a sandbox store. Move it away to found a new one.", wrong);
        }
    }

    public void Save(string file) => Replace(file, JsonSerializer.SerializeToUtf8Bytes(this));

    /// <summary>Writes beside the file and moves over it: whoever reads or crashes meets the old state or the new one, never half of one.</summary>
    public static void Replace(string file, byte[] content)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(file))!;
        Directory.CreateDirectory(directory);
        var draft = Path.Combine(directory, Path.GetRandomFileName());
        try
        {
            File.WriteAllBytes(draft, content);
            File.Move(draft, file, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}

/// <param name="TemplateId">The template it was moved to, if it was.</param>
/// <param name="Status">The status it was given, if it was.</param>
internal sealed record SandboxEdit(DateTimeOffset At, long? TemplateId = null, string? Status = null, bool Deleted = false);
