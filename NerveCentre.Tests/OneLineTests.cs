using NerveCentre.Core;
using NerveCentre.Core.Cards;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;
using NerveCentre.Dashboard.CommandLine;

namespace NerveCentre.Tests;

/// <summary>Text of others where it is shown, recorded, printed and written as JSON.</summary>
public sealed class OneLineTests
{
    private const string Acting = @"[\p{Cc}\p{Cs}\u2028\u2029\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF]";

    [Theory]
    [InlineData("Lamp, 3 m – “warm”", "Lamp, 3 m – “warm”")]
    [InlineData("👩‍🔧 صباح الخير", "👩‍🔧 صباح الخير")]
    [InlineData("a\r\nb\0c\u001B[31m", "a··b·c·[31m")]
    [InlineData("abc\u202Egnp.exe", "abc·gnp.exe")]
    public void Of_LeavesWhatPeopleWrite_AndMarksWhatActs(string text, string shown) => Assert.Equal(shown, OneLine.Of(text));

    [Fact]
    public void Of_CutsBetweenCharacters()
    {
        Assert.Equal(OneLine.Most + 1, OneLine.Of(new string('W', 65_536)).Length);
        Assert.Equal("abc…", OneLine.Of("abc👍👍", 4));
        Assert.Equal("abcd", OneLine.Of("abcd", 4));
    }

    [Fact]
    public void NoPayload_ActsOnALineOfAPage()
    {
        foreach (var payload in Hostile.Payloads)
        {
            var shown = OneLine.Of(payload);
            Assert.DoesNotMatch(Acting, System.Text.RegularExpressions.Regex.Replace(shown, @"[\uD800-\uDBFF][\uDC00-\uDFFF]", ""));
            Assert.InRange(shown.Length, 1, OneLine.Most + 1);
            Assert.DoesNotMatch(Acting, OneLine.Escaped(payload));
        }
    }

    [Fact]
    public void Escaped_LosesNothing() => Assert.Equal(@"a\r\nb\u0000\u202E👍", OneLine.Escaped("a\r\nb\0\u202E👍"));

    [Fact]
    public void NoPayload_BreaksTheRecordOfARun()
    {
        foreach (var payload in Hostile.Payloads)
        {
            var run = new RunRecord { Stream = SyncStreams.Orders };
            var counts = new RunCounts();
            counts.Say(payload);
            RunRecords.Close(run, counts, payload, TestClock.Noon);
            Assert.DoesNotContain("\n", run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("\r", run.Note, StringComparison.Ordinal);
            Assert.InRange(run.Error!.Length, 1, 4_001);
        }
    }

    [Fact]
    public void NoPayload_BreaksACardsJson_OrItsTable()
    {
        foreach (var payload in Hostile.Payloads)
        {
            var demand = Demand(payload);
            var json = CardJson.Write(demand);
            using var parsed = System.Text.Json.JsonDocument.Parse(json);
            var known = payload.Contains("half", StringComparison.Ordinal) ? payload.Replace('\uD83D', '\uFFFD') : payload;
            Assert.Equal(known, parsed.RootElement.GetProperty("store").GetString());
            Assert.Equal(known, parsed.RootElement.GetProperty("unknownRaw").EnumerateObject().Single().Name);
            Assert.DoesNotMatch(@"[<>\0\u001B\u2028\u2029]", json);
            Assert.DoesNotMatch(Acting, CardTable.Write(demand).ReplaceLineEndings(""));
        }

        static DemandReading Demand(string text)
        {
            var query = new DemandQuery(DemandWindows.Rolling(TestClock.Noon, "UTC"));
            return DemandReader.Compose(text, TestClock.Noon, query, [("?" + text, 3)]);
        }
    }
}
