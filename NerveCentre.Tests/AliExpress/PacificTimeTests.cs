using System.Globalization;
using NerveCentre.Core.AliExpress;

namespace NerveCentre.Tests.AliExpress;

public sealed class PacificTimeTests
{
    [Theory]
    [InlineData("2026-01-15 08:30:00", "2026-01-15T16:30:00Z")]
    [InlineData("2026-07-15 08:30:00", "2026-07-15T15:30:00Z")]
    [InlineData("2024-02-29 23:59:59", "2024-03-01T07:59:59Z")]
    [InlineData(" 2026-01-15 08:30:00 ", "2026-01-15T16:30:00Z")]
    public void Time_FromTheWire_IsReadAsPacific(string wire, string utc) => Assert.Equal(Utc(utc), PacificTime.Read(wire));

    [Fact]
    public void Time_ThatClocksSkipInSpring_IsMovedForward()
    {
        Assert.Equal(Utc("2026-03-08T09:59:59Z"), PacificTime.Read("2026-03-08 01:59:59"));
        Assert.Equal(Utc("2026-03-08T10:30:00Z"), PacificTime.Read("2026-03-08 02:30:00"));
        Assert.Equal("2026-03-08 03:30:00", PacificTime.From(Utc("2026-03-08T10:30:00Z")));
        Assert.Equal(Utc("2026-03-08T10:00:00Z"), PacificTime.Read("2026-03-08 03:00:00"));
    }

    [Fact]
    public void Time_ThatClocksRepeatInAutumn_IsTheEarlierMoment()
    {
        Assert.Equal(Utc("2026-11-01T08:30:00Z"), PacificTime.Read("2026-11-01 01:30:00"));
        Assert.Equal(Utc("2026-11-01T09:30:00Z"), PacificTime.Read("2026-11-01 01:30:00", later: true));
        Assert.Equal("2026-11-01 01:30:00", PacificTime.From(Utc("2026-11-01T08:30:00Z")));
        Assert.Equal("2026-11-01 01:30:00", PacificTime.From(Utc("2026-11-01T09:30:00Z")));
    }

    [Fact]
    public void Bounds_AreRoundedOutwardsToTheSecond()
    {
        var moment = Utc("2026-01-15T16:30:00.0000001Z");

        Assert.Equal("2026-01-15 08:30:00", PacificTime.From(moment));
        Assert.Equal("2026-01-15 08:30:01", PacificTime.To(moment));
        Assert.Equal("2026-01-15 08:30:00", PacificTime.To(Utc("2026-01-15T16:30:00Z")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-02-30 00:00:00")]
    [InlineData("2026-01-15T08:30:00")]
    [InlineData("01/15/2026 08:30:00")]
    [InlineData("1517820392000")]
    public void Text_ThatIsNoTime_ReadsAsNone(string? wire) => Assert.Null(PacificTime.Read(wire));

    [Fact]
    public void Calendar_AtBothEnds_DoesNotThrow()
    {
        Assert.NotNull(PacificTime.Read("0001-01-01 00:00:00"));
        Assert.NotNull(PacificTime.Read("9999-12-31 23:59:59"));
        Assert.NotEmpty(PacificTime.From(DateTimeOffset.MinValue));
        Assert.NotEmpty(PacificTime.To(DateTimeOffset.MaxValue));
    }

    [Fact]
    public void EveryHourOfAYear_ComesBackUnchanged_OutsideTheRepeatedHour()
    {
        for (var hour = Utc("2026-01-01T00:00:00Z"); hour.Year is 2026; hour = hour.AddHours(1))
        {
            var back = PacificTime.Read(PacificTime.From(hour));
            Assert.Equal(hour == Utc("2026-11-01T09:00:00Z") ? hour.AddHours(-1) : hour, back);
        }
    }

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
