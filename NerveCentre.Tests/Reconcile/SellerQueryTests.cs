using NerveCentre.Core.Countries;
using NerveCentre.Core.Demand;
using NerveCentre.Dashboard.Reconcile;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.Reconcile;

public sealed class SellerQueryTests : IDisposable
{
    private readonly CultureScope _english = new("en");

    [Fact]
    public void EmptyAddress_IsTheUsualDefinition_WithAnEmptyAddress()
    {
        var (query, problems) = SellerQuery.Parse(_ => null);
        Assert.Empty(problems);
        Assert.Equal(new SellerQuery(), query);
        Assert.DoesNotContain(query.Parameters, p => p.Value is not null);
    }

    [Fact]
    public void AnyDefinition_ComesBackFromItsAddress()
    {
        var range = new SellerQuery(Attribution.Buyer, true, true, SellerQuery.Utc, SellerWindow.Range, new DateOnly(2026, 2, 1), new DateOnly(2026, 2, 28), OrderPlace.Of(CountryCode.Parse("BR")), 1240);
        foreach (var query in range.Others().Append(range).Concat(new SellerQuery(Seen: 3).Others()))
        {
            var address = query.Parameters.ToDictionary(p => p.Name, p => p.Value);
            var (read, problems) = SellerQuery.Parse(address.GetValueOrDefault);
            Assert.Empty(problems);
            Assert.Equal(query, read);
        }
    }

    [Fact]
    public void OtherDefinitions_AreNoMoreThanAreTried() => Assert.InRange(new SellerQuery().Others().Count(), 50, ReconcileDesk.MostTried);

    /// <summary>21:30 on 15 March in California is the 16th in UTC.</summary>
    [Theory]
    [InlineData(SellerQuery.Pacific, "2026-02-14T08:00:00Z", "2026-03-16T07:00:00Z")]
    [InlineData(SellerQuery.Utc, "2026-02-15T00:00:00Z", "2026-03-17T00:00:00Z")]
    public void Today_IsTheDayInTheZoneInWhichTheBoardsWindowEnds(string zone, string from, string to)
    {
        var now = new DateTimeOffset(2026, 3, 16, 4, 30, 0, TimeSpan.Zero);
        var window = new SellerQuery(Zone: zone).Resolve(DemandWindows.Rolling(now), now, "Europe/Berlin").Window;
        Assert.Equal((DateTimeOffset.Parse(from, null), DateTimeOffset.Parse(to, null)), (window.From, window.To));
    }

    [Theory]
    [InlineData("1,240", 1240)]
    [InlineData("1.240", 1240)]
    [InlineData(" 1 240 ", 1240)]
    [InlineData("12\u00A0345\u00A0678", 12345678)]
    [InlineData("1’240", 1240)]
    [InlineData("1240", 1240)]
    [InlineData("1.5", null)]
    [InlineData("1,50", null)]
    [InlineData("1240.0", null)]
    [InlineData("1,240.500", null)]
    [InlineData(".240", null)]
    [InlineData("1.2400", null)]
    [InlineData("about 9", null)]
    [InlineData("99999999999", null)]
    public void SeenNumbers_AreReadAsPeopleCopyThem(string text, int? seen)
    {
        var (query, problems) = SellerQuery.Parse(name => name is "seen" ? text : null);
        Assert.Equal((seen, seen is null), (query.Seen, problems.Count is 1));
    }

    [Theory]
    [InlineData("sc-by", "x")]
    [InlineData("sc-window", "range")]
    [InlineData("of", "Atlantis")]
    public void WhatCannotBeRead_IsToldAndFallsBack(string name, string value)
    {
        var (query, problems) = SellerQuery.Parse(n => n == name ? value : null);
        Assert.Equal(new SellerQuery(), query);
        Assert.NotEmpty(problems);
    }

    public void Dispose() => _english.Dispose();
}
