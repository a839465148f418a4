using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Files;
using NerveCentre.Core.Store;

namespace NerveCentre.Tests.Api;

/// <summary>One server with an owner and two stores, and Core beside it on the same folder, as a command would be.</summary>
public sealed partial class ApiServer : IAsyncLifetime
{
    public const int PerMinute = 20;
    public const int StrangersPerMinute = 5;

    private const string Email = "olga@example.com";
    private const string Password = "ofen lampe kanal birne";

    private readonly TempFolder _temp = new();
    private ServiceProvider _services = null!;
    private DashboardProcess? _process;
    private int _addresses;

    public Uri Address { get; private set; } = null!;

    public string Data => _temp.File("data");

    public string Log => _process!.Output;

    internal ApiTokens Tokens => _services.GetRequiredService<ApiTokens>();

    public async Task InitializeAsync()
    {
        var configuration = new ConfigurationBuilder().Build();
        _services = new ServiceCollection().AddLogging().AddNerveCentreCore(configuration, DataFolder.Open(Data)).BuildServiceProvider();
        _services.GetRequiredService<Database>().Prepare(closeOpenRuns: false);
        var orders = _temp.Write("orders.csv", "order_id,placed_at,buyer_country,amount,currency,status\n1,2026-03-15T10:00:00Z,BR,1,USD,paid\n2,2026-03-14T10:00:00Z,Channel Islands,1,USD,paid\n3,2026-03-01T10:00:00Z,PL,1,USD,unpaid\n");
        foreach (var store in (string[])["Shop", "Öther shop"])
        {
            await _services.GetRequiredService<OrderImport>().RunAsync(Caller.CommandLine, orders, store, "Europe/Berlin", new OrderFileOptions(new Dictionary<string, string>(), new Dictionary<string, OrderStatus>(), DemandWindows.Zone("UTC")), default);
        }

        var first = _services.GetRequiredService<FirstOwner>();
        await first.CreateAsync(Caller.Nobody, new NewPerson(Email, "Olga", Password), first.Code, new Visitor("127.0.0.1", "Test"), default);
        _process = DashboardProcess.Serve(Data, "--Sandbox:Enabled=false", $"--Api:PerMinute={PerMinute}", $"--Api:StrangersPerMinute={StrangersPerMinute}");
        Address = await _process.Listening;
    }

    public async Task DisposeAsync()
    {
        await _process!.DisposeAsync();
        await _services.DisposeAsync();
        _temp.Dispose();
    }

    /// <summary>A program at an address of its own, so that no test uses up what another may ask.</summary>
    public HttpClient Client(string? token = null)
    {
        var from = new IPEndPoint(IPAddress.Parse($"127.0.7.{Interlocked.Increment(ref _addresses)}"), 0);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectCallback = async (context, cancel) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(from);
                await socket.ConnectAsync(context.DnsEndPoint, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        var client = new HttpClient(handler) { BaseAddress = Address, Timeout = Patience.Time };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>The owner's browser.</summary>
    public async Task<HttpClient> SignedInAsync()
    {
        var client = Client();
        var answer = await PostAsync(client, "/sign-in", "sign-in", ("Form.Email", Email), ("Form.Password", Password));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return client;
    }

    /// <summary>Fills a page's form as a browser does.</summary>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient client, string page, string form, params IEnumerable<(string Name, string Value)> fields)
    {
        var html = await client.GetStringAsync(page);
        var hidden = AntiforgeryField().Match(html).Groups[1].Value;
        (string Name, string Value)[] own = [("__RequestVerificationToken", hidden), ("_handler", form)];
        using var content = new FormUrlEncodedContent(own.Concat(fields).Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await client.PostAsync(page, content);
    }

    /// <summary>A token for some stores; for all cards unless told.</summary>
    internal Task<string> TokenAsync(string[] stores, params string[] cards)
    {
        using var db = Db();
        var ids = db.Stores.AsEnumerable().Where(s => stores.Contains(s.Name)).Select(s => s.Id).ToList();
        return Tokens.MakeAsync(Caller.CommandLine, new NewToken(Guid.NewGuid().ToString(), ids, cards is [] ? [.. Core.Cards.CardRegistry.All.Select(c => c.Key)] : cards, 30), default);
    }

    internal NerveCentreDb Db() => _services.GetRequiredService<IDbContextFactory<NerveCentreDb>>().CreateDbContext();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryField();
}
