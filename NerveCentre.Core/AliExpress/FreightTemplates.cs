using System.Text.Json.Serialization;

namespace NerveCentre.Core.AliExpress;

public sealed record TemplateSummary(long TemplateId, string Name, bool IsDefault);

/// <summary>A freight template as AliExpress describes it: one setting per logistics service.</summary>
public sealed record TemplateSettings(long TemplateId, string Name, bool IsDefault, IReadOnlyList<FreightSetting> Services);

/// <summary>One logistics service of a freight template. Country codes are AliExpress's own, as received; the pseudo-code OTHER may be among them.</summary>
/// <param name="HasLists">
/// Whether the reply had the lists of self-set rates at all, be they empty: in the newest SDK's shape there are none, and what they
/// would name is not told. <c>null</c> in rows kept before this was remembered, and in files.
/// </param>
/// <param name="UnclearAllFree">What stood where yes or no should, as received, when it was neither.</param>
/// <param name="UnclearAllStandard">The same for <paramref name="AllStandardShipping"/>.</param>
public sealed record FreightSetting(
    string LogisticsCompany,
    bool AllFreeShipping,
    bool AllStandardShipping,
    IReadOnlyList<string> FreeShippingCountries,
    IReadOnlyList<string> StandardShippingCountries,
    IReadOnlyList<string> SelfStandardCountries,
    IReadOnlyList<string> SelfDefinedCountries,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? HasLists = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? UnclearAllFree = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? UnclearAllStandard = null);
