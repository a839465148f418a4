using System.Globalization;
using Microsoft.Extensions.Options;

namespace NerveCentre.Core.Audit;

/// <summary>Section <c>Audit</c> of appsettings.json.</summary>
public sealed class AuditOptions
{
    /// <summary>The database itself refuses to forget sooner.</summary>
    public const int LeastKeepDays = 30;

    public const int MostKeepDays = 3650;

    /// <summary>For how many days rows are kept. Thirteen months and a bit, so that a year can be compared with the one before.</summary>
    public int KeepDays { get; set; } = 400;
}

internal sealed class AuditOptionsValidator : IValidateOptions<AuditOptions>
{
    public ValidateOptionsResult Validate(string? name, AuditOptions options) => options.KeepDays is >= AuditOptions.LeastKeepDays and <= AuditOptions.MostKeepDays
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"appsettings.json: Audit:KeepDays is {options.KeepDays.ToString(CultureInfo.InvariantCulture)}; it must lie between {AuditOptions.LeastKeepDays} and {AuditOptions.MostKeepDays}.");
}
