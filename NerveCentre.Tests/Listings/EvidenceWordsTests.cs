using NerveCentre.Core.Coverage;
using NerveCentre.Dashboard.Listings;
using NerveCentre.Tests.Board;

namespace NerveCentre.Tests.Listings;

public sealed class EvidenceWordsTests
{
    [Theory]
    [InlineData(DestinationList.Standard, DestinationVerdict.DoesNotShip, "", 31, false, "EMS: 31\u00A0countries in the standard list, Brazil not among them.")]
    [InlineData(DestinationList.Free, DestinationVerdict.DoesNotShip, "", 1, false, "EMS: 1\u00A0country in the free list, Brazil not among them.")]
    [InlineData(DestinationList.SelfDefined, DestinationVerdict.Ships, "BR", 3, false, "EMS: Brazil is in the list of own rates, as “BR”.")]
    [InlineData(DestinationList.SelfStandard, DestinationVerdict.Unknown, "ZZ", 0, false, "EMS: the list of standard rates with own discount holds no code that is known as a country: “ZZ”.")]
    [InlineData(DestinationList.AllFree, DestinationVerdict.Assumed, "", 0, false, "EMS: free to all countries of this service; nobody has told which countries it serves.")]
    [InlineData(DestinationList.AllStandard, DestinationVerdict.Unknown, "", 0, false, "EMS: standard rates to all countries of this service; nobody has told which countries it serves.")]
    [InlineData(DestinationList.AllStandard, DestinationVerdict.Unknown, "maybe", 0, false, "EMS: where yes or no should stand for “all countries”, AliExpress told “maybe”.")]
    [InlineData(DestinationList.RestOfWorld, DestinationVerdict.Assumed, "OTHER", 0, false, "EMS: a row for the rest of the world; nobody has told which countries it serves.")]
    [InlineData(DestinationList.RestOfWorld, DestinationVerdict.Ships, "OTHER", 200, true, "EMS: a row for the rest of the world, with Brazil among the 200\u00A0countries told on the page Shipping services.")]
    [InlineData(DestinationList.AllFree, DestinationVerdict.DoesNotShip, "", 9, true, "EMS: free to all countries of this service, Brazil not among the 9\u00A0countries told on the page Shipping services.")]
    [InlineData(DestinationList.None, DestinationVerdict.DoesNotShip, "", 0, false, "EMS: names no country at all.")]
    [InlineData(DestinationList.None, DestinationVerdict.Unknown, "", 0, false, "EMS: names no country, and AliExpress did not tell the lists of own rates.")]
    public void EveryBranch_IsASentence(DestinationList list, DestinationVerdict verdict, string code, int countries, bool told, string sentence)
    {
        using var english = new Shared.CultureScope("en");
        Assert.Equal(sentence, EvidenceWords.Sentence(new DestinationEvidence("EMS", list, verdict, code is "" ? [] : [code], countries, told), "Brazil"));
    }

    [Fact]
    public void MarketsOfWhichTheSameIsSaid_StandTogether_AndTheSurestFirst()
    {
        using var english = new Shared.CultureScope("en");
        IReadOnlyList<DestinationEvidence> evidence =
        [
            new("DHL", DestinationList.Standard, DestinationVerdict.DoesNotShip, [], 3),
            new("EMS", DestinationList.AllFree, DestinationVerdict.Assumed, []),
        ];

        var why = EvidenceWords.Of([new(Sample.C("BR"), DestinationVerdict.Assumed, evidence), new(Sample.C("US"), DestinationVerdict.Unknown, []), new(Sample.C("MX"), DestinationVerdict.Assumed, evidence)]);

        var only = Assert.Single(why);
        Assert.Equal("Brazil and Mexico: ships, assumed", only.Verdict);
        Assert.Equal(["EMS: free to all countries of this service; nobody has told which countries it serves.", "DHL: 3\u00A0countries in the standard list, Brazil and Mexico not among them."], only.Reasons);
    }

    [Fact]
    public void TemplateOfManyServices_IsCutWithACount()
    {
        var many = Enumerable.Range(0, 40).Select(i => new DestinationEvidence($"S{i}", DestinationList.Free, DestinationVerdict.DoesNotShip, [], 2)).ToList();

        var reasons = EvidenceWords.Reasons(new MarketEvidence(Sample.C("BR"), DestinationVerdict.DoesNotShip, many));

        Assert.Equal((13, "28\u00A0more reasons of the same kind."), (reasons.Count, reasons[^1]));
    }
}
