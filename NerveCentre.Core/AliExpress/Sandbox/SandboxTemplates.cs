namespace NerveCentre.Core.AliExpress.Sandbox;

/// <summary>The sandbox's freight templates, and how the 4,310 active listings spread over them.</summary>
/// <remarks>3,534 listings on templates that reach all eight priority markets; 604 of the batch without BR, 31 without PL, 129 without BR and US, 12 on a template that is gone.</remarks>
internal static class SandboxTemplates
{
    public const long Worldwide = 50001000101;
    public const long TemplateB = 50001000118;
    public const long NewArrivals = 50001000119;
    public const long WestOnly = 50001000120;
    public const long Batteries = 50001000121;

    /// <summary>Ships at the seller's own rates only, which the flat shape does not tell: it cannot be judged.</summary>
    public const long OwnRates = 50001000122;

    /// <summary>Deleted in Seller Center while listings still name it.</summary>
    public const long Gone = 50001000099;
    public const int OnGone = 12;

    private const string Priority = "BR US ES FR UK DE PL MX";
    private const string WithoutBrazil = "US ES FR UK DE PL MX";
    private const string West = "IT NL BE PT AT IE LU CH";
    private const string North = "SE NO DK FI IS";
    private const string East = "CZ HU RO BG SK";
    private const string Baltic = "EE LV LT";
    private const string Balkans = "SRB MNE HR SI BA MK AL KS GR CY MT";
    private const string Latin = "AR CL CO PE EC UY PY BO CR PA GT DO";
    private const string Caribbean = "PR JM TT BS BB CW";
    private const string EastAsia = "JP KR SG MY TH PH VN ID HK TW";
    private const string SouthAsia = "IN PK BD LK NP";
    private const string Pacific = "AU NZ";
    private const string Gulf = "IL SA AE TR QA KW JO EG MA OM BH";
    private const string Africa = "ZA NG KE GH TZ MU RE SN CI ET ZR";
    private const string Overseas = "GP MQ GF RE YT PF NC BLM MAF";

    public static IReadOnlyList<SandboxTemplate> All { get; } =
    [
        new(Worldwide, "Worldwide – Standard", 812, ',', true, true, [new("CAINIAO_STANDARD", Standard: $"{Priority} {West} {North} {East} {Baltic} {Balkans} {Latin} {EastAsia} {Pacific} {Gulf}"), new("EMS", Standard: $"{Africa} {SouthAsia}")]),
        new(50001000102, "Worldwide – Economy", 534, ';', false, false, [new("CAINIAO_ECONOMY", Standard: $"{Priority} {West} {East} {Latin}")]),
        new(50001000103, "Worldwide – Priority air", 311, ',', true, false, [new("DHL", AllStandard: true), new("CAINIAO_PREMIUM", Free: Priority)]),
        new(50001000104, "AliExpress Standard, all countries", 188, ',', false, false, [new("CAINIAO_STANDARD", AllStandard: true)]),
        new(50001000105, "Free shipping – top 20", 402, ',', true, false, [new("CAINIAO_STANDARD", Free: $"{Priority} IT NL BE PT CA AU CL KR JP IL AT CH")]),
        new(50001000106, "Europe and the Americas", 296, '|', false, false, [new("CAINIAO_STANDARD", Standard: $"{Priority} {West} {North} {East} CA {Latin}")]),
        new(50001000107, "Small parcels, own rates", 214, ',', true, false, [new("CPAM", SelfDefined: $"{Priority} {West} {East} CA AU OTHER")]),
        new(50001000108, "Bulky goods", 121, ' ', true, false, [new("SEA_FREIGHT", SelfDefined: $"{Priority} IT NL BE AT CA")]),
        new(50001000109, "Spring sale, everything free", 64, ',', false, false, [new("CAINIAO_SUPER_ECONOMY", AllFree: true)]),
        new(50001000110, "Latin America focus", 138, ',', true, false, [new("CORREIOS", Standard: Latin, SelfStandard: $"{Priority} {Caribbean}")]),
        new(50001000111, "EU warehouse", 157, ',', false, false, [new("GLS", Free: $"ES FR DE PL {West} {East} {Baltic}"), new("CAINIAO_STANDARD", Standard: "BR US UK MX CA")]),
        new(50001000112, "Nordics and Baltics", 72, ';', true, false, [new("POSTNORD", Standard: $"{Priority} {North} {Baltic}")]),
        new(50001000113, "Asia-Pacific", 83, ',', false, false, [new("SINGPOST", Standard: $"{Priority} {EastAsia} {SouthAsia} {Pacific}")]),
        new(50001000114, "Gulf and Levant", 58, ',', true, false, [new("ARAMEX", Free: $"{Gulf}", Standard: Priority)]),
        new(50001000115, "Jewellery – registered mail", 49, ',', true, false, [new("CPAM", SelfStandard: $"{Priority} {West} {East} {Pacific} {Balkans}")]),
        new(50001000116, "Heavy, by weight", 22, '|', true, false, [new("EMS", Standard: "Other", SelfDefined: $"{Priority} {West} {EastAsia}")]),
        new(50001000117, "France and overseas", 13, ',', false, false, [new("LA_POSTE", Standard: $"{Priority} {Overseas}")]),
        new(TemplateB, "Template B", 131, ',', true, false, [new("CAINIAO_STANDARD", Standard: $"{WithoutBrazil} {West} {North} {EastAsia}")]),
        new(NewArrivals, "New arrivals – Standard", 473, ',', true, false, [new("CAINIAO_STANDARD", Standard: $"{WithoutBrazil} {West} {East} {Balkans} CA {Pacific}")]),
        new(WestOnly, "EU parcels – West", 31, ';', false, false, [new("CAINIAO_ECONOMY", Standard: $"BR US ES FR UK DE MX {West}")]),
        new(Batteries, "Batteries and e-mobility", 129, ',', true, false, [new("CAINIAO_BATTERY", Standard: $"ES FR UK DE PL MX {West} {North}")]),
        new(OwnRates, "Old import", 0, ',', false, false, [new("CPAM", SelfDefined: Priority), new("EMS", SelfStandard: West)]),
        new(50001000123, "Test – do not use", 0, ',', true, false, [new("CPAM", Standard: "KZ GE AM AN")]),
        new(50001000124, "Samples", 0, ',', false, false, [new("DHL", Free: "US CA UK")]),
    ];

    public static bool IsOfBatch(long templateId) => templateId is TemplateB or NewArrivals;
}
