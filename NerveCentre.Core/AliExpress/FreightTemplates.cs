namespace NerveCentre.Core.AliExpress;

public sealed record TemplateSummary(long TemplateId, string Name, bool IsDefault);

/// <summary>A freight template as AliExpress describes it: one setting per logistics service.</summary>
public sealed record TemplateSettings(long TemplateId, string Name, bool IsDefault, IReadOnlyList<FreightSetting> Services);

/// <summary>One logistics service of a freight template. Country codes are AliExpress's own, as received; the pseudo-code OTHER may be among them.</summary>
public sealed record FreightSetting(
    string LogisticsCompany,
    bool AllFreeShipping,
    bool AllStandardShipping,
    IReadOnlyList<string> FreeShippingCountries,
    IReadOnlyList<string> StandardShippingCountries,
    IReadOnlyList<string> SelfStandardCountries,
    IReadOnlyList<string> SelfDefinedCountries);
