using NerveCentre.Core.Coverage;
using NerveCentre.Dashboard.Listings;
using NerveCentre.Dashboard.Shared;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.Listings;

public sealed class ListingsQueryTests : IDisposable
{
    private readonly CultureScope _english = new("en");

    public void Dispose() => _english.Dispose();

    private static ListingsQuery Parse(string query, string zone = "America/Los_Angeles")
    {
        var parameters = System.Web.HttpUtility.ParseQueryString(query);
        return ListingsQuery.Parse(name => parameters[name], new StoreTime(zone));
    }

    [Theory]
    [InlineData("class=any")]
    [InlineData("class=active&from=2026-01-31&to=2026-03-08&sort=published")]
    [InlineData("uncovered=BR&view=flat&q=a%26b%25&template=7&category=none&from=2026-01-31&to=2026-03-08&restricted=only&orders=10&sort=published&columns=category%2Cwhy")]
    [InlineData("class=gap&view=flat&template=none&restricted=out")]
    public void Address_ComesBackAsItWas(string query)
    {
        var parsed = Parse(query);
        Assert.Empty(parsed.Problems);
        Assert.Equal($"/listings?{query}", parsed.Address(new StoreLinks((string?)null)));
    }

    [Theory]
    [InlineData("class=zzz", true)]
    [InlineData("class=zzz&view=flat", true)]
    [InlineData("uncovered=Atlantis", true)]
    [InlineData("uncovered=Brasil&class=zzz", false)]
    [InlineData("class=ANY", false)]
    [InlineData("", false)]
    public void CountryOrClassThatThereIsNot_IsMissing(string query, bool missing) => Assert.Equal(missing, Parse(query).Missing is not null);

    [Fact]
    public void WithoutAFilter_ListsAreGrouped_AndDefaultsAreLeftOut()
    {
        Assert.False(Parse("uncovered=BR&template=7").IsFlat);
        Assert.True(Parse("uncovered=BR&q=lamp").IsFlat);
        Assert.Equal("/listings?class=any", Parse("class=any&view=flat&q=&template=&sort=id&orders=0&columns=template&columns=published&columns=misses&columns=why").Address(new StoreLinks((string?)null)));
    }

    [Fact]
    public void Days_AreTheStores_AndTheLastOneCounts()
    {
        // The clocks are put forward on the eighth.
        var filter = Parse("from=2026-03-08&to=2026-03-08").Filter;
        Assert.Equal((new DateTimeOffset(2026, 3, 8, 8, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 9, 7, 0, 0, TimeSpan.Zero)), (filter.From, filter.Until));
    }

    [Theory]
    [InlineData("from=yesterday", "no day")]
    [InlineData("to=0001-01-01", "no day")]
    [InlineData("template=<b>", "no whole number")]
    [InlineData("category=-1", "no whole number")]
    [InlineData("orders=99999999999999999999", "no whole number")]
    [InlineData("orders=2000000000", "no whole number")]
    [InlineData("restricted=maybe", "neither only nor out")]
    [InlineData("sort=price", "neither published nor id")]
    public void WhatCannotBeRead_IsLeftOutAndTold(string query, string words)
    {
        var parsed = Parse($"uncovered=BR&{query}");
        Assert.Contains(words, Assert.Single(parsed.Problems), StringComparison.Ordinal);
        Assert.Equal(new ListingFilter(parsed.Filter.Country), parsed.Filter with { Ids = null });
    }

    [Fact]
    public void SearchThatIsTooLong_IsCutAndTold()
    {
        var parsed = Parse($"q={new string('W', 500)}");
        Assert.Equal((ListingFilter.LongestSearch, 1), (parsed.Filter.Search.Length, parsed.Problems.Count));
    }

    [Theory]
    [InlineData("sort=id&after=42", 42L, null)]
    [InlineData("sort=published&after=42.1000", 42L, 1000L)]
    [InlineData("sort=published&after=42.", 42L, null)]
    [InlineData("after=x", null, null)]
    [InlineData("after=1.2.3", null, null)]
    [InlineData("after=42.999999999999999999", 42L, null)]
    public void Place_IsReadOrTheFirst(string query, long? id, long? at) =>
        Assert.Equal((id, at), (Parse(query).After?.ListingId, Parse(query).After?.PublishedAt?.ToUnixTimeMilliseconds()));
}
