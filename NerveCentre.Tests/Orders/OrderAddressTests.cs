using System.Web;
using NerveCentre.Core;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Demand;
using NerveCentre.Dashboard.Orders;
using NerveCentre.Dashboard.Shared;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.Orders;

public sealed class OrderAddressTests
{
    private static readonly DemandWindow Usual = DemandWindows.Rolling(TestClock.Noon, "America/Los_Angeles");
    private static readonly DemandQuery Query = new(Usual);
    private static readonly DemandQuery Days = new(DemandWindows.Calendar(new DateOnly(2026, 3, 15), "Europe/Berlin"), Attribution.Ship, true, true);

    public static TheoryData<OrderFilter> Filters() =>
    [
        new OrderFilter(Query, OrderPlace.Everywhere),
        new OrderFilter(Days, OrderPlace.Of(CountryCode.Parse("BR"))),
        new OrderFilter(Query, OrderPlace.Unknown, ""),
        .. Hostile.Payloads.Where(p => p.Length < 500).Select(p => new OrderFilter(Query, OrderPlace.Unknown, p)),
        .. Enum.GetValues<DifferenceReason>().Select(r => new OrderFilter(Query, OrderPlace.Unknown, null, Days, r)),
    ];

    /// <summary>By the address as a browser would send it.</summary>
    [Theory]
    [MemberData(nameof(Filters), DisableDiscoveryEnumeration = true)]
    public void AnyFilter_ComesBackFromItsAddress(OrderFilter filter)
    {
        var asked = HttpUtility.ParseQueryString(new Uri($"http://x{new StoreLinks("Shop").Orders(filter)}").Query);

        // Half a pair cannot stand in an address; nobody's country is called so.
        Assert.Equal(filter with { Raw = filter.Raw?.Replace('\uD83D', '\uFFFD') }, OrderAddress.Read(name => asked[name], Query.Window));
    }

    [Fact]
    public void AddressThatNamesNoWindow_ShowsTheUsualOne() => Assert.Equal(new OrderFilter(Query, OrderPlace.Everywhere), OrderAddress.Read(_ => null, Usual));

    [Theory]
    [InlineData("UK", "GB")]
    [InlineData("Brazil", "BR")]
    [InlineData("usa", "US")]
    [InlineData("840", "US")]
    [InlineData("巴西", "BR")]
    public void Country_IsFoundByWhateverPeopleCallIt(string name, string code) =>
        Assert.Equal(OrderPlace.Of(CountryCode.Parse(code)), OrderAddress.Read(n => n == "country" ? name : null, Usual).Place);

    [Theory]
    [InlineData("by", "z", "„by=z“ ist weder buyer noch ship.")]
    [InlineData("country", "zz", "„country=zz“ ist kein bekanntes Land und nicht „unknown“.")]
    [InlineData("zone", "Mars/Olympus", "Die Zeitzone „Mars/Olympus“ ist auf diesem Rechner nicht bekannt.")]
    [InlineData("to", "2020-01-01T00:00:00Z", "„from=2026-03-16T12:00:00.000Z“ liegt nicht vor „to=2020-01-01T00:00:00.000Z“.")]
    [InlineData("reason", "x", "reason=x ist nichts von beginning, end, cancelled, unpaid, country, unknown.")]
    public void AddressThatCannotBeRead_IsToldInTheViewersLanguage(string name, string value, string told)
    {
        using var german = new CultureScope("de");
        Assert.Equal(told, Assert.Throws<ProblemException>(() => OrderAddress.Read(
            n => n == name ? value : name is "zone" or "to" ? n switch { "from" => "2026-03-16T12:00:00Z", "to" => "2026-03-17T12:00:00Z", _ => null } : null, Usual)).Message);
    }

    [Theory]
    [InlineData("country", "ZZ")]
    [InlineData("from", "yesterday")]
    [InlineData("to", "2026-03-16T12:00:00Z")]
    [InlineData("by", "nobody")]
    [InlineData("cancelled", "maybe")]
    [InlineData("unpaid", "maybe")]
    [InlineData("reason", "<script>")]
    public void AddressThatCannotBeRead_IsToldInWords(string name, string value)
    {
        var problem = Assert.Throws<ProblemException>(() => OrderAddress.Read(n => n == name ? value : null, Usual));
        Assert.Contains(name is "to" ? "from" : name, problem.Message, StringComparison.Ordinal);
    }
}
