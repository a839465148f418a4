using Microsoft.Extensions.Options;

namespace NerveCentre.Core.Files;

/// <summary>Section <c>Files</c>.</summary>
public sealed class FilesOptions
{
    /// <summary>Largest file that the page takes, in megabytes as it is sent: a packed file may hold ten times that.</summary>
    public int MostMegabytes { get; set; } = 200;

    public long MostBytes => MostMegabytes * 1_000_000L;

    public long MostUnpacked => 10 * MostBytes;
}

internal sealed class FilesOptionsValidator : IValidateOptions<FilesOptions>
{
    public ValidateOptionsResult Validate(string? name, FilesOptions options) => options.MostMegabytes is >= 1 and <= 10_000
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"Files:MostMegabytes is {options.MostMegabytes}: choose 1 to 10000.");
}
