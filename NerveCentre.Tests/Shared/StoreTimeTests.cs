using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Tests.Shared;

public sealed class StoreTimeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 16, 12, 0, 7, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "05:00")]
    [InlineData(-24, "15 Mar, 05:00")]
    [InlineData(-24 * 365, "16 Mar 2025, 05:00")]
    public void Short_SaysNoMoreThanNeeded(int hours, string shown) =>
        Assert.Equal(shown, new StoreTime("America/Los_Angeles").Short(Noon.AddHours(hours), Noon));

    [Fact]
    public void Exact_NamesOneMoment()
    {
        Assert.Equal("16 Mar 2026 05:00:07 −07:00", new StoreTime("America/Los_Angeles").Exact(Noon));
        Assert.Equal("16 Mar 2026 17:30:07 +05:30", new StoreTime("Asia/Kolkata").Exact(Noon));
    }

    [Fact]
    public void UnknownZone_IsUtc_AndSaysSo() => Assert.Equal(("UTC", "16 Mar 2026 12:00:07 +00:00"), (new StoreTime("Mars/Olympus").ZoneName, new StoreTime("Mars/Olympus").Exact(Noon)));

    [Theory]
    [InlineData(30, "just now")]
    [InlineData(42 * 60, "42 min ago")]
    [InlineData(47 * 3600, "47 h ago")]
    [InlineData(49 * 3600, "2 days ago")]
    public void Ago_IsRounded_Down(int seconds, string shown) => Assert.Equal(shown, StoreTime.Ago(Noon.AddSeconds(-seconds), Noon));
}
