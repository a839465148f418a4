using NerveCentre.Core.Demand;
using NerveCentre.Dashboard.Board;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Tests.Board;

public sealed class BoardQueryTests
{
    private const string Zone = "America/Los_Angeles";

    [Fact]
    public void Default_IsLeftOutOfTheAddress() => Assert.Equal("/", new StoreLinks(null).To("/", BoardQuery.Default.Parameters));

    [Fact]
    public void Everything_SurvivesTheAddress()
    {
        var query = new BoardQuery(Attribution.Ship, true, true, WindowKind.Rolling, new DateTimeOffset(2011, 12, 9, 12, 50, 0, TimeSpan.Zero));
        Assert.Equal("/?by=ship&cancelled=out&unpaid=out&end=2011-12-09T12%3A50%3A00Z&store=Old%20shop", new StoreLinks("Old shop").To("/", query.Parameters));
        Assert.Equal(query, BoardQuery.Parse("ship", "out", "out", null, "2011-12-09T12:50:00Z", Zone).Query);
    }

    [Fact]
    public void CalendarWindow_SurvivesTheAddress()
    {
        var query = new BoardQuery(Window: WindowKind.Calendar, LastDay: new DateOnly(2026, 3, 16));
        Assert.Equal("/?window=calendar&end=2026-03-16", new StoreLinks(null).To("/", query.Parameters));
        Assert.Equal(query, BoardQuery.Parse(null, null, null, "calendar", "2026-03-16", Zone).Query);
    }

    [Fact]
    public void EndWithoutAnOffset_IsInTheStoresZone() =>
        Assert.Equal(new DateTimeOffset(2026, 3, 16, 19, 0, 0, TimeSpan.Zero), BoardQuery.Parse(null, null, null, null, "2026-03-16T12:00", Zone).Query.End);

    [Theory]
    [InlineData("shop", null, null)]
    [InlineData(null, "weekly", null)]
    [InlineData(null, null, "yesterday")]
    [InlineData(null, null, "0001-01-01T00:00:00Z")]
    [InlineData(null, "calendar", "2026-02-30")]
    public void WhatCannotBeRead_FallsBackToItsDefault_AndIsTold(string? by, string? window, string? end)
    {
        var (query, problems) = BoardQuery.Parse(by, null, null, window, end, Zone);
        Assert.Single(problems);
        Assert.Equal(BoardQuery.Default with { Window = query.Window }, query);
    }

    [Fact]
    public void SwitchingToCalendarDays_KeepsTheDayOfTheEnd() =>
        Assert.Equal(new DateOnly(2011, 12, 9), BoardQuery.Parse(null, null, null, "calendar", "2011-12-09T12:50", Zone).Query.LastDay);

    /// <summary>As a form without script sends it: with the days of the window before.</summary>
    [Theory]
    [InlineData("", "2026-03-10", "2026-03-16")]
    [InlineData("", null, "2026-03-16")]
    [InlineData("rolling", "2026-03-10", null)]
    public void WindowThatIsSaid_WinsOverDays(string window, string? from, string? end)
    {
        var (query, problems) = BoardQuery.Parse(null, null, null, window, end, Zone, from);
        Assert.Equal(BoardQuery.Default, query);
        Assert.Empty(problems);
    }

    [Fact]
    public void RangeOfDays_SurvivesTheAddress_AndIsCountedToItsLastDay()
    {
        var query = new BoardQuery(Window: WindowKind.Calendar, LastDay: new DateOnly(2026, 3, 16), FirstDay: new DateOnly(2026, 3, 10));
        Assert.Equal("/?from=2026-03-10&end=2026-03-16", new StoreLinks(null).To("/", query.Parameters));
        Assert.Equal(query, BoardQuery.Parse(null, null, null, null, "2026-03-16", Zone, "2026-03-10").Query);
        Assert.Equal(7, DemandWindows.DaysOf(query.Resolve(DateTimeOffset.UnixEpoch, Zone).Window));
    }

    [Theory]
    [InlineData("2026-03-17", "2026-03-16")]
    [InlineData("2019-01-01", "2026-03-16")]
    [InlineData("soon", "2026-03-16")]
    public void RangeThatIsNone_FallsBackToThirtyDays_AndIsTold(string from, string end)
    {
        var (query, problems) = BoardQuery.Parse(null, null, null, null, end, Zone, from);
        Assert.Single(problems);
        Assert.Equal(30, DemandWindows.DaysOf(query.Resolve(DateTimeOffset.UnixEpoch, Zone).Window));
    }

    /// <summary>In the zone it is still the 15th.</summary>
    [Theory]
    [InlineData("2026-03-15", 1, 0)]
    [InlineData("2026-03-16", 30, 1)]
    [InlineData("2030-01-01", 30, 1)]
    [InlineData("2020-01-01", 30, 1)]
    public void RangeWithoutAnEnd_EndsToday_AndIsToldWhenThatIsNone(string from, int days, int told)
    {
        var now = new DateTimeOffset(2026, 3, 16, 3, 0, 0, TimeSpan.Zero);
        var (query, problems) = BoardQuery.Parse(null, null, null, null, null, Zone, from, now);
        Assert.Equal((days, told), (DemandWindows.DaysOf(query.Resolve(now, Zone).Window), problems.Count));
        Assert.Equal(30, DemandWindows.DaysOf(BoardQuery.Parse(null, null, null, null, null, Zone, "2030-01-01").Query.Resolve(now, Zone).Window));
    }

    [Fact]
    public void CalendarWindow_WithoutAnEnd_EndsWithTheStoresToday()
    {
        var query = BoardQuery.Default with { Window = WindowKind.Calendar };
        var window = query.Resolve(new DateTimeOffset(2026, 3, 16, 3, 0, 0, TimeSpan.Zero), Zone).Window;
        Assert.Equal(new DateOnly(2026, 3, 15), DemandWindows.LastDay(window));
    }
}
