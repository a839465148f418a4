using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;

namespace NerveCentre.Core.AliExpress;

/// <summary>One service of a template, its codes read.</summary>
internal sealed class ServiceReading
{
    private readonly FreightSetting _setting;
    private readonly IReadOnlyList<(DestinationList List, IReadOnlyList<string> Codes)> _lists;

    /// <summary>Codes were told, and not one of them is a country that we know.</summary>
    private readonly bool _isIllegible;

    /// <summary>No country is named, and the lists that may name some were not in the reply.</summary>
    private readonly bool _isUntold;

    private ServiceReading(FreightSetting setting, bool templateSaysSomething)
    {
        _setting = setting;
        _lists = [.. ListsOf(setting).Where(l => l.Codes.Count > 0)];
        var codes = _lists.SelectMany(l => l.Codes).ToList();
        Named = CountrySet.Of(codes.Select(AliExpressCountryCodes.ToCountry).OfType<CountryCode>());
        HasRestOfWorld = codes.Any(AliExpressCountryCodes.IsRestOfWorld);
        UnknownCodes = [.. codes.Where(c => !AliExpressCountryCodes.IsRestOfWorld(c) && AliExpressCountryCodes.ToCountry(c) is null)];
        var saysNothing = Named.IsEmpty && !HasRestOfWorld && !ServesAll;
        _isIllegible = saysNothing && codes.Count > 0;
        // Rows from before this was remembered are read as they were then: as told, unless the whole template says nothing.
        _isUntold = saysNothing && codes.Count is 0 && !(setting.HasLists ?? templateSaysSomething);
    }

    public string Name => _setting.LogisticsCompany;

    public CountrySet Named { get; }

    public bool HasRestOfWorld { get; }

    public bool ServesAll => _setting.AllFreeShipping || _setting.AllStandardShipping;

    /// <summary>What this service says leaves every country open that it does not name.</summary>
    public bool IsUnclear => _isIllegible || _isUntold || _setting.UnclearAllFree is not null || _setting.UnclearAllStandard is not null;

    public IReadOnlyList<string> UnknownCodes { get; }

    public static IReadOnlyList<ServiceReading> Read(TemplateSettings settings)
    {
        var saysSomething = settings.Services.Any(s =>
            s.AllFreeShipping || s.AllStandardShipping || ListsOf(s).Any(l => l.Codes.Any(c => AliExpressCountryCodes.IsRestOfWorld(c) || AliExpressCountryCodes.ToCountry(c) is not null)));
        return [.. settings.Services.Select(s => new ServiceReading(s, saysSomething))];
    }

    public static IEnumerable<(DestinationList List, IReadOnlyList<string> Codes)> ListsOf(FreightSetting service) =>
    [
        (DestinationList.Free, service.FreeShippingCountries),
        (DestinationList.Standard, service.StandardShippingCountries),
        (DestinationList.SelfStandard, service.SelfStandardCountries),
        (DestinationList.SelfDefined, service.SelfDefinedCountries),
    ];

    public IEnumerable<DestinationEvidence> Explain(CountryCode country, ServiceCountries told)
    {
        var lists = _lists.Select(l => OfList(l.List, l.Codes, country)).OfType<DestinationEvidence>();
        IEnumerable<DestinationEvidence?> wholes =
        [
            _setting.AllFreeShipping ? OfWhole(DestinationList.AllFree, country, told) : Unclear(DestinationList.AllFree, _setting.UnclearAllFree),
            _setting.AllStandardShipping ? OfWhole(DestinationList.AllStandard, country, told) : Unclear(DestinationList.AllStandard, _setting.UnclearAllStandard),
            HasRestOfWorld && !Named.Contains(country) ? OfWhole(DestinationList.RestOfWorld, country, told) : null,
        ];
        List<DestinationEvidence> found = [.. lists, .. wholes.OfType<DestinationEvidence>()];
        return found.Count > 0 ? found : [Says(DestinationList.None, _isUntold ? DestinationVerdict.Unknown : DestinationVerdict.DoesNotShip)];
    }

    private DestinationEvidence? OfList(DestinationList list, IReadOnlyList<string> codes, CountryCode country)
    {
        var countries = CountrySet.Of(codes.Select(AliExpressCountryCodes.ToCountry).OfType<CountryCode>());
        return countries.Contains(country) ? Says(list, DestinationVerdict.Ships, [.. codes.Where(c => AliExpressCountryCodes.ToCountry(c) == country)], countries.Count)
            : _isIllegible ? Says(list, DestinationVerdict.Unknown, codes)
            // A list of nothing but OTHER speaks through that.
            : codes.All(AliExpressCountryCodes.IsRestOfWorld) ? null
            : Says(list, DestinationVerdict.DoesNotShip, [], countries.Count);
    }

    private DestinationEvidence OfWhole(DestinationList list, CountryCode country, ServiceCountries told)
    {
        IReadOnlyList<string> codes = list is DestinationList.RestOfWorld ? [.. _lists.SelectMany(l => l.Codes).Where(AliExpressCountryCodes.IsRestOfWorld).Distinct(StringComparer.Ordinal)] : [];
        return told.Of(Name) is { } known
            ? Says(list, known.Contains(country) ? DestinationVerdict.Ships : DestinationVerdict.DoesNotShip, codes, known.Count) with { IsTold = true }
            : Says(list, told.AssumeUnknown ? DestinationVerdict.Assumed : DestinationVerdict.Unknown, codes);
    }

    private DestinationEvidence? Unclear(DestinationList list, string? word) => word is null ? null : Says(list, DestinationVerdict.Unknown, [word]);

    private DestinationEvidence Says(DestinationList list, DestinationVerdict verdict, IReadOnlyList<string>? codes = null, int countries = 0) => new(Name, list, verdict, codes ?? [], countries);
}
