using Bunit;
using NerveCentre.Core.Coverage;
using NerveCentre.Dashboard.Listings;
using NerveCentre.Dashboard.Shared;
using NerveCentre.Tests.Board;

namespace NerveCentre.Tests.Listings;

public sealed class TemplateGroupTests : BunitContext
{
    private static readonly UncoveredGroup TemplateB = new(7, "Template B", UncoveredReason.NotInTemplate, 131, 0, Sample.Noon);

    private IRenderedComponent<TemplateGroup> Show(ListingRows? rows, bool continued = false) => Render<TemplateGroup>(group => group
        .Add(g => g.Group, GroupSentences.View(TemplateB, Sample.C("BR")))
        .Add(g => g.Rows, rows)
        .Add(g => g.Continued, continued)
        .Add(g => g.Address, after => $"/listings?after={after}")
        .Add(g => g.Time, new StoreTime("UTC"))
        .Add(g => g.Now, Sample.Noon));

    [Fact]
    public void ClosedGroup_ShowsNoRowsButTheWayToThem()
    {
        var group = Show(null);
        Assert.Empty(group.FindAll("table"));
        Assert.Equal("/listings?after=0", group.Find("a").GetAttribute("href"));
    }

    [Fact]
    public void OpenGroup_LeadsToTheNextPage_AndBackToTheFirst()
    {
        var group = Show(new ListingRows([new UncoveredListing(12, "Lamp <b>", "Lights", Sample.Noon, true)], 12), continued: true);
        Assert.Equal("Lamp <b>", group.Find("tbody td").TextContent);
        Assert.Equal(["/listings?after=0", "/listings?after=12"], group.FindAll(".pager a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public void LastPage_HasNoNext() => Assert.Empty(Show(new ListingRows([], null)).FindAll(".pager a"));
}
