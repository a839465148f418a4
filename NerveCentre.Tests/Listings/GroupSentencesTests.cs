using NerveCentre.Core.Coverage;
using NerveCentre.Dashboard.Listings;
using NerveCentre.Tests.Board;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.Listings;

public sealed class GroupSentencesTests : IDisposable
{
    private readonly CultureScope _english = new("en");
    private static readonly UncoveredGroup TemplateB = new(7, "Template B", UncoveredReason.NotInTemplate, 131, 2, Sample.Noon);

    [Fact]
    public void Group_SaysWhatIsMissingAndWhatToDo()
    {
        Assert.Equal("Template B: 131\u00A0listings lack Brazil", GroupSentences.Heading(TemplateB, Sample.C("BR")));
        Assert.Equal("Add Brazil to Template B in Seller Center, then sync.", GroupSentences.Action(TemplateB, Sample.C("BR")));
        Assert.Equal("2\u00A0of them are in a category restricted there: no template can mend those.", GroupSentences.Restricted(TemplateB));
    }

    [Fact]
    public void GroupOfRestrictedListingsOnly_HasNothingToFix() =>
        Assert.StartsWith("Nothing to fix", GroupSentences.Action(TemplateB with { Restricted = 131 }, Sample.C("BR")), StringComparison.Ordinal);

    [Fact]
    public void UnreadTemplate_IsNamedByItsId_AndNotBlamed()
    {
        var unread = new UncoveredGroup(7, null, UncoveredReason.TemplateUnknown, 1, 0, null);
        Assert.Equal("Template 7: 1\u00A0listing cannot be judged for Brazil", GroupSentences.Heading(unread, Sample.C("BR")));
        Assert.Contains("template 7 no longer exists, or is newer", GroupSentences.Action(unread, Sample.C("BR")), StringComparison.Ordinal);
    }

    [Fact]
    public void TemplateThatIsGone_IsToldApartFromOneThatWasNeverRead() =>
        Assert.StartsWith("AliExpress no longer lists this template", GroupSentences.Action(new(7, "Old", UncoveredReason.TemplateUnknown, 3, 0, Sample.Noon, Sample.Noon), Sample.C("BR")), StringComparison.Ordinal);

    [Fact]
    public void ListingsWithoutATemplate_AreToldToTakeOne() =>
        Assert.StartsWith("Give these listings a shipping template", GroupSentences.Action(new(null, null, UncoveredReason.TemplateUnknown, 3, 0, null), Sample.C("BR")), StringComparison.Ordinal);

    public void Dispose() => _english.Dispose();
}
