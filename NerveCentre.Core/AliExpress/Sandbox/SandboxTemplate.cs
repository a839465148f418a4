namespace NerveCentre.Core.AliExpress.Sandbox;

/// <summary>A freight template of the sandbox.</summary>
/// <param name="Separator">What stands between two country codes: not documented, so the sandbox uses them all.</param>
/// <param name="Nested">Whether the gateway writes a service's fields inside <c>template</c>, as documented, or flat, as the newest SDK has them.</param>
/// <param name="ActiveListings">How many active listings start with it.</param>
internal sealed record SandboxTemplate(
    long TemplateId, string Name, int ActiveListings, char Separator, bool Nested, bool IsDefault, IReadOnlyList<SandboxService> Services);

/// <summary>One logistics service of a template. Countries are AliExpress's codes, separated by spaces.</summary>
internal sealed record SandboxService(
    string Company,
    string Free = "",
    string Standard = "",
    string SelfStandard = "",
    string SelfDefined = "",
    bool AllFree = false,
    bool AllStandard = false);
