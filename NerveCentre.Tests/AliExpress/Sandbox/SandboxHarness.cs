using NerveCentre.Core.AliExpress;
using NerveCentre.Core.AliExpress.Sandbox;

namespace NerveCentre.Tests.AliExpress.Sandbox;

/// <summary>A sandbox store in a directory of its own, with a clock that stands at its founding, and the real client in front of it.</summary>
internal sealed class SandboxHarness : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("nervecentre-sandbox-");

    public SandboxHarness(DateTimeOffset? founded = null)
    {
        Clock = new TestClock(founded ?? TestClock.Noon);
        Store = SandboxStore.Open(StateFile, Clock);
        Client = ClientOf(Store);
    }

    public string StateFile => Path.Combine(_directory.FullName, "data", "sandbox.json");

    public TestClock Clock { get; }

    public SandboxStore Store { get; }

    public AliExpressClient Client { get; }

    public SandboxStore Reopen() => SandboxStore.Open(StateFile, Clock);

    public AliExpressClient ClientOf(SandboxStore store, AliExpressClientOptions? options = null, AliExpressCredentials? credentials = null, TimeProvider? clock = null) =>
        new(new HttpClient(new SandboxGateway(store, Clock)), credentials ?? SandboxGateway.Credentials, clock ?? Clock, options);

    public async Task<List<ListingRow>> AllListingsAsync(string status, DateTimeOffset? modifiedFrom = null, AliExpressClient? client = null, int pageSize = 99)
    {
        var rows = new List<ListingRow>();
        for (var page = 1; ; page++)
        {
            var found = (await (client ?? Client).GetListingsAsync(new ListingQuery(status, page, pageSize, modifiedFrom), default)).Required();
            rows.AddRange(found.Rows);
            if (page >= found.TotalPages)
            {
                Assert.Equal(found.TotalCount, rows.Count);
                return rows;
            }
        }
    }

    public async Task<List<OrderRow>> AllOrdersAsync(OrderQuery query)
    {
        var rows = new List<OrderRow>();
        for (var page = 1; ; page++)
        {
            var found = (await Client.GetOrdersAsync(query with { Page = page, PageSize = 50 }, default)).Required();
            rows.AddRange(found.Rows);
            if (page >= found.TotalPages)
            {
                Assert.Equal(found.TotalCount, rows.Count);
                return rows;
            }
        }
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
