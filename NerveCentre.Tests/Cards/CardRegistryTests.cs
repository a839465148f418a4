using System.Text.Json;
using NerveCentre.Core.Cards;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Demand;

namespace NerveCentre.Tests.Cards;

public sealed class CardRegistryTests
{
    [Fact]
    public void BothMainCards_AreDefinedAsTheProductAsksForThem()
    {
        Assert.Equal(["aex_ship_to_country_coverage", "aex_orders_by_buyer_country"], CardRegistry.All.Select(c => c.Key));
        Assert.Equal(("RT", "percent of listings", "aex_ship_to_country_coverage"), (CardRegistry.Coverage.Window, CardRegistry.Coverage.Unit, CardRegistry.Coverage.SentimentKey));
        Assert.Equal(("30D", "orders per country", "aex_orders_by_country"), (CardRegistry.Orders.Window, CardRegistry.Orders.Unit, CardRegistry.Orders.SentimentKey));
        Assert.All(CardRegistry.All, c => Assert.Equal(("Non-Hero", "Marketplace", null), (c.Class, c.Category, c.AlertTrigger)));
        Assert.All(CardRegistry.All, c => Assert.Equal(["owner", "marketing"], c.Roles));
    }

    [Theory]
    [InlineData("AEX_Orders_By_Buyer_Country", true)]
    [InlineData("aex_orders_by_country", false)]
    [InlineData("", false)]
    public void Find_KnowsKeysInAnyCase(string key, bool found) => Assert.Equal(found, CardRegistry.Find(key) is not null);

    [Fact]
    public void Json_OfAnUnconfiguredGauge_HasNullAndNoZeroForItsPercentage()
    {
        using var json = JsonDocument.Parse(CardJson.Write(new CoverageReading("Shop", TestClock.Noon, [], 3, 0, 0, 0, 3, [new CountryCoverage(CountryCode.Parse("BR"), 3, 0, 0, 3, 0)])));

        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("percent").ValueKind);
        Assert.Equal("2026-03-16T12:00:00Z", json.RootElement.GetProperty("asOf").GetString());
        Assert.Equal(0, json.RootElement.GetProperty("byCountry")[0].GetProperty("percent").GetDouble());
    }

    [Fact]
    public void Json_OfRawCountryTexts_KeepsThemAsTheyAre()
    {
        var text = CardJson.Write(DemandReader.Compose("Läden \"1\"", TestClock.Noon, new DemandQuery(DemandWindows.Rolling(TestClock.Noon)), [("?", 1), ("?<b>巴西\"", 2)]));

        using var json = JsonDocument.Parse(text);
        Assert.Equal("Läden \"1\"", json.RootElement.GetProperty("store").GetString());
        Assert.Equal([("<b>巴西\"", 2), ("", 1)], json.RootElement.GetProperty("unknownRaw").EnumerateObject().Select(p => (p.Name, p.Value.GetInt32())));
        Assert.Equal(3, json.RootElement.GetProperty("unknown").GetInt32());
        Assert.Equal(0, json.RootElement.GetProperty("top5Share").GetDouble());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("effectiveCountries").ValueKind);
    }
}
