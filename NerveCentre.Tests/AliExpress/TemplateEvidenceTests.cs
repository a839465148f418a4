using System.Text.Json;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;

namespace NerveCentre.Tests.AliExpress;

/// <summary>What is said about a country, by which service, in which list; and that the sets say the same.</summary>
public sealed class TemplateEvidenceTests
{
    private static readonly CountryCode Brazil = CountryCode.Parse("BR");
    private static readonly CountryCode Serbia = CountryCode.Parse("RS");

    [Theory]
    [InlineData(DestinationList.Free)]
    [InlineData(DestinationList.Standard)]
    [InlineData(DestinationList.SelfStandard)]
    [InlineData(DestinationList.SelfDefined)]
    public void CountryInAList_Ships_WithTheListAndTheCodeAsReceived(DestinationList list)
    {
        var settings = Template(Service("CPAM", list, "us", "SRB"));

        var evidence = Assert.Single(TemplateMapping.Explain(settings, Serbia).Evidence);

        Assert.Equal(("CPAM", list, DestinationVerdict.Ships, 2), (evidence.Service, evidence.List, evidence.Verdict, evidence.Countries));
        Assert.Equal(["SRB"], evidence.Codes);
        var missing = TemplateMapping.Explain(settings, Brazil);
        Assert.Equal((DestinationVerdict.DoesNotShip, list, 2), (missing.Verdict, missing.Evidence.Single().List, missing.Evidence.Single().Countries));
    }

    [Fact]
    public void EveryServiceAndListSpeaks_AndTheSurestCounts()
    {
        var settings = Template(
            Service("CPAM", DestinationList.Standard, "US") with { FreeShippingCountries = ["DE", "PL"] },
            Service("DHL") with { AllStandardShipping = true },
            Service("EMS", DestinationList.SelfDefined, "BR", "OTHER"));

        var market = TemplateMapping.Explain(settings, Brazil);

        Assert.Equal(DestinationVerdict.Ships, market.Verdict);
        Assert.Equal(
            ["CPAM Free DoesNotShip", "CPAM Standard DoesNotShip", "DHL AllStandard Assumed", "EMS SelfDefined Ships"],
            market.Evidence.Select(e => $"{e.Service} {e.List} {e.Verdict}"));
        Assert.Equal(["OTHER"], TemplateMapping.Explain(settings, Serbia).Evidence.Single(e => e.List is DestinationList.RestOfWorld).Codes);
    }

    [Fact]
    public void ServiceThatTheOwnerHasToldOf_ServesExactlyThose()
    {
        var told = ServiceCountries.From([KeyValuePair.Create("dhl", CountrySet.Parse("BR US"))], assumeUnknown: true);
        var settings = Template(Service("DHL") with { AllFreeShipping = true });

        Assert.Equal(new TemplateReach(CountrySet.Parse("BR US"), CountrySet.Empty, CountrySet.Empty), TemplateMapping.ToReach(settings, told).Reach);
        var no = TemplateMapping.Explain(settings, Serbia, told).Evidence.Single();
        Assert.Equal((DestinationVerdict.DoesNotShip, true, 2), (no.Verdict, no.IsTold, no.Countries));
    }

    [Fact]
    public void RestOfWorldOfAServiceThatTheOwnerHasToldOf_IsItsOtherCountries()
    {
        var told = ServiceCountries.From([KeyValuePair.Create("EMS", CountrySet.Parse("BR US"))], assumeUnknown: true);

        var reach = TemplateMapping.ToReach(Template(Service("EMS", DestinationList.SelfDefined, "DE", "Other")), told).Reach;

        Assert.Equal(new TemplateReach(CountrySet.Parse("BR DE US"), CountrySet.Empty, CountrySet.Empty), reach);
    }

    [Fact]
    public void ServiceThatNobodyHasToldOf_IsUnknown_WhenTheStoreSaysSo()
    {
        var told = ServiceCountries.From([], assumeUnknown: false);

        var reach = TemplateMapping.ToReach(Template(Service("DHL", DestinationList.Free, "BR") with { AllStandardShipping = true }), told).Reach;

        Assert.Equal(new TemplateReach(CountrySet.Of(Brazil), CountrySet.Empty, CountrySet.All.Remove(Brazil)), reach);
    }

    [Fact]
    public void ServiceThatNamesNothing_ShipsNowhereWhenItsListsWereTold_AndIsUnknownWhenTheyWereNot()
    {
        var brazil = Service("CPAM", DestinationList.Free, "BR");
        var judged = TemplateMapping.ToReach(Template(Service("EMS") with { HasLists = true }, brazil)).Reach;
        Assert.Equal(new TemplateReach(CountrySet.Of(Brazil), CountrySet.Empty, CountrySet.Empty), judged);
        Assert.Equal(new TemplateReach(CountrySet.Empty, CountrySet.Empty, CountrySet.Empty), TemplateMapping.ToReach(Template(Service("EMS") with { HasLists = true })).Reach);

        var open = TemplateMapping.ToReach(Template(Service("EMS") with { HasLists = false }, brazil)).Reach;
        Assert.Equal(new TemplateReach(CountrySet.Of(Brazil), CountrySet.Empty, CountrySet.All.Remove(Brazil)), open);
    }

    [Fact]
    public void FlagThatIsNeitherYesNorNo_IsNoYes_AndLeavesTheRestOpen()
    {
        var settings = Template(Service("EMS", DestinationList.Free, "BR") with { UnclearAllStandard = "partly", HasLists = true });

        Assert.Equal(DestinationVerdict.Ships, TemplateMapping.Explain(settings, Brazil).Verdict);
        var open = TemplateMapping.Explain(settings, Serbia);
        Assert.Equal(DestinationVerdict.Unknown, open.Verdict);
        Assert.Equal(["partly"], open.Evidence.Single(e => e.Verdict is DestinationVerdict.Unknown).Codes);
    }

    [Fact]
    public void RowsKeptBeforeTheListsWereRemembered_MeanWhatTheyMeant()
    {
        const string old = """[{"LogisticsCompany":"CPAM","AllFreeShipping":false,"AllStandardShipping":false,"FreeShippingCountries":["BR"],"StandardShippingCountries":[],"SelfStandardCountries":[],"SelfDefinedCountries":[]},{"LogisticsCompany":"EMS","AllFreeShipping":false,"AllStandardShipping":false,"FreeShippingCountries":[],"StandardShippingCountries":[],"SelfStandardCountries":[],"SelfDefinedCountries":[]}]""";
        var services = JsonSerializer.Deserialize<List<FreightSetting>>(old)!;

        Assert.Equal(new TemplateReach(CountrySet.Of(Brazil), CountrySet.Empty, CountrySet.Empty), TemplateMapping.ToReach(Template([.. services])).Reach);
        Assert.Equal(TemplateReach.Unknown, TemplateMapping.ToReach(Template(services[1])).Reach);
        Assert.Equal(old, JsonSerializer.Serialize(services));
    }

    [Fact]
    public void Sets_AreThoseOfTheOracle_AndOfTheEvidence_WhateverTheTemplate()
    {
        var random = new Random(20260316);
        for (var round = 0; round < 400; round++)
        {
            var (settings, told) = (AnyTemplate(random), AnyTold(random));
            var reach = TemplateMapping.ToReach(settings, told).Reach;

            Assert.False(reach.Named.Overlaps(reach.Assumed) || reach.Named.Overlaps(reach.Unjudged) || reach.Assumed.Overlaps(reach.Unjudged));
            foreach (var country in CountrySet.All)
            {
                var expected = TemplateOracle.Verdict(settings, country, told);
                var market = TemplateMapping.Explain(settings, country, told);
                Assert.Equal(expected, Verdict(reach, country));
                Assert.Equal(expected, market.Verdict);
                Assert.True(market.Evidence.Count > 0 || settings.Services.Count is 0);
            }
        }
    }

    [Fact]
    public void MoreServices_NeverShipToFewerCountries_AndATemplateShipsWhereItsServicesDo()
    {
        var random = new Random(4);
        for (var round = 0; round < 400; round++)
        {
            var (settings, told) = (AnyTemplate(random), AnyTold(random));
            var whole = TemplateMapping.ToReach(settings, told).Reach;
            var alone = settings.Services.Select(s => TemplateMapping.ToReach(settings with { Services = [s] }, told).Reach).ToList();

            Assert.Equal(alone.Aggregate(CountrySet.Empty, (all, r) => all | r.Named), whole.Named);
            Assert.Equal(alone.Aggregate(CountrySet.Empty, (all, r) => all | r.Ships), whole.Ships);
        }
    }

    private static DestinationVerdict Verdict(TemplateReach reach, CountryCode country) =>
        reach.Named.Contains(country) ? DestinationVerdict.Ships
        : reach.Assumed.Contains(country) ? DestinationVerdict.Assumed
        : reach.Unjudged.Contains(country) ? DestinationVerdict.Unknown
        : DestinationVerdict.DoesNotShip;

    private static TemplateSettings AnyTemplate(Random random) => Template([.. Enumerable.Range(0, random.Next(4)).Select(_ =>
    {
        var (allFree, allStandard) = (random.Next(6) is 0, random.Next(6) is 0);
        return new FreightSetting(
            new[] { "DHL", "EMS", "", "cpam" }[random.Next(4)],
            allFree,
            allStandard,
            AnyCodes(random),
            AnyCodes(random),
            AnyCodes(random),
            AnyCodes(random),
            random.Next(3) switch { 0 => null, 1 => true, _ => false },
            !allFree && random.Next(12) is 0 ? "perhaps" : null,
            !allStandard && random.Next(12) is 0 ? "2" : null);
    })]);

    private static string[] AnyCodes(Random random) => random.Next(2) is 0 ? [] :
        [.. Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(8) switch { 0 => "OTHER", 1 => "AN", 2 => "ZZ", 3 => "UK", _ => CountryCode.FromOrdinal(random.Next(1, CountryCode.Total + 1)).Alpha2 })];

    private static ServiceCountries AnyTold(Random random) => ServiceCountries.From(
        new[] { "dhl", "CPAM", "EMS" }.Where(_ => random.Next(2) is 0).Select(s => KeyValuePair.Create(s, CountrySet.Of(CountrySet.All.Where(_ => random.Next(3) is 0)))),
        random.Next(2) is 0);

    private static TemplateSettings Template(params FreightSetting[] services) => new(1, "T", false, services);

    private static FreightSetting Service(string name, DestinationList list = DestinationList.None, params string[] codes) => new(
        name,
        false,
        false,
        list is DestinationList.Free ? codes : [],
        list is DestinationList.Standard ? codes : [],
        list is DestinationList.SelfStandard ? codes : [],
        list is DestinationList.SelfDefined ? codes : []);
}
