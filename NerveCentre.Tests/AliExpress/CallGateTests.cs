using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.AliExpress.Calls;
using NerveCentre.Core.Store;

namespace NerveCentre.Tests.AliExpress;

/// <summary>Which calls are made again, when, and which are not made at all.</summary>
public sealed class CallGateTests : IAsyncDisposable
{
    private const string Good = """{"result_success": true, "aeop_freight_template_d_t_o_list": []}""";

    private readonly Installation _installation = Installation.Empty();
    private readonly List<DateTimeOffset> _calls = [];

    public ValueTask DisposeAsync() => _installation.DisposeAsync();

    [Theory]
    [InlineData("""{"error_response": {"code": 15, "sub_code": "isp.service-unavailable", "msg": "no"}}""", 200)]
    [InlineData("""{"error_response": {"code": "ApiCallLimit", "msg": "no"}}""", 200)]
    [InlineData("""{"error_response": {"code": 7, "msg": "App Call Limited", "sub_code": "accesscontrol.limited-by-api-access-count", "sub_msg": "This ban will last for 3 more seconds"}}""", 200)]
    [InlineData("""{"result_success": false, "result_error_desc": "System error, please try again later"}""", 200)]
    [InlineData("<html>", 200)]
    [InlineData("<html>", 502)]
    [InlineData("", 429)]
    [InlineData("{\"result_succ", 200)]
    public async Task WhatMayPass_IsAskedAgain_UntilItIsAnswered(string body, int status)
    {
        var result = await AskAsync(call => Saying(call < 4 ? body : Good, call < 4 ? status : 200));

        Assert.Null(result.Error);
        Assert.Equal(4, _calls.Count);
    }

    [Theory]
    [InlineData("""{"error_response": {"code": "IncompleteSignature", "msg": "no"}}""")]
    [InlineData("""{"error_response": {"code": "IllegalAccessToken", "msg": "no"}}""")]
    [InlineData("""{"error_response": {"code": "InvalidAppkey", "msg": "no"}}""")]
    [InlineData("""{"error_response": {"code": 11, "msg": "no"}}""")]
    [InlineData("""{"error_response": {"code": 15, "sub_code": "isv.invalid-parameter", "msg": "no"}}""")]
    [InlineData("""{"result_success": false, "result_error_desc": "no such template", "error_code": "F00-00-10007-001"}""")]
    [InlineData("""{"result_success": true}""")]
    public async Task WhatWillNotPass_IsAskedOnce(string body)
    {
        var result = await AskAsync(_ => Saying(body));

        Assert.NotNull(result.Error);
        Assert.Single(_calls);
    }

    [Fact]
    public async Task GatewayThatStaysDown_IsAskedFiveTimes_EachTimeLater()
    {
        var result = await AskAsync(_ => Saying("<html>", 502));

        Assert.Equal(AliExpressErrorKind.Unreadable, result.Error?.Kind);
        Assert.Equal(5, _calls.Count);
        Assert.All(_calls.Zip(_calls.Skip(1)), pair => Assert.InRange((pair.Second - pair.First).TotalSeconds, 0.01, 30));
        Assert.InRange((_calls[^1] - _calls[0]).TotalSeconds, 1, 60);
    }

    [Fact]
    public async Task RetryAfter_IsWaitedOut()
    {
        await AskAsync(call =>
        {
            var answer = Saying(call is 1 ? "" : Good, call is 1 ? 429 : 200);
            answer.Headers.Add("Retry-After", "17");
            return answer;
        });

        Assert.Equal(TimeSpan.FromSeconds(17), _calls[1] - _calls[0]);
    }

    [Fact]
    public async Task LongPauseAskedFor_EndsTheRunAtOnce_AndIsKept()
    {
        using var gates = Gates();
        var gate = gates.GateOf(1, "app", isRemote: false);
        HttpResponseMessage Refuse(int call)
        {
            var answer = Saying("", 429);
            answer.Headers.Add("Retry-After", "3600");
            return answer;
        }

        Assert.Equal(AliExpressErrorKind.Limit, (await AskAsync(gate, Refuse)).Error?.Kind);
        _installation.Clock.Advance(TimeSpan.FromMinutes(59));
        var second = await AskAsync(gate, _ => Saying(Good));
        Assert.Contains("pause until 2026-03-16 13:00:00Z", second.Error?.Message, StringComparison.Ordinal);
        Assert.Single(_calls);

        _installation.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null((await AskAsync(gate, _ => Saying(Good))).Error);
    }

    [Fact]
    public async Task GatewayThatIsDown_IsLeftAlone_AndTriedAgainByItself()
    {
        using var gates = Gates();
        var gate = gates.GateOf(1, "app", isRemote: false);
        AliExpressResult<IReadOnlyList<TemplateSummary>> last;
        do
        {
            last = await AskAsync(gate, _ => Saying("<html>", 503));
        }
        while (last.Error!.Message.Contains("HTTP 503", StringComparison.Ordinal) && _calls.Count < 100);

        var made = _calls.Count;
        Assert.InRange(made, 8, 15);
        Assert.Contains("none is made for a while", (await AskAsync(gate, _ => Saying(Good))).Error?.Message, StringComparison.Ordinal);
        Assert.Equal(made, _calls.Count);

        _installation.Clock.Advance(TimeSpan.FromSeconds(16));
        Assert.Null((await AskAsync(gate, _ => Saying(Good))).Error);
    }

    [Fact]
    public async Task DaysBudget_IsOneForTheApp_SurvivesARestart_AndBeginsAnewInBeijing()
    {
        var (a, b) = ((await _installation.StoreAsync("A")).Id, (await _installation.StoreAsync("B")).Id);
        using var gates = Gates(perDay: 5);
        await AskAsync(gates.GateOf(a, "app", isRemote: true), _ => Saying(Good));
        await AskAsync(gates.GateOf(b, "app", isRemote: true), _ => Saying(Good));
        await _installation.Writer.WriteAsync(gates.Keep, default);
        await AskAsync(gates.GateOf(a, "app", isRemote: true), _ => Saying(Good));
        await _installation.Writer.WriteAsync(gates.Keep, default);
        Assert.Equal([$"{a}|2", $"{b}|1"], _installation.Rows("SELECT StoreId, Calls FROM CallCounts ORDER BY StoreId"));

        using var restarted = Gates(perDay: 5);
        var gate = restarted.GateOf(a, "app", isRemote: true);
        await AskAsync(gate, _ => Saying(Good));
        await AskAsync(gate, _ => Saying(Good));
        var refused = await AskAsync(gate, _ => Saying(Good));
        Assert.Contains("The 5 calls that AliExpress:CallsPerDay allows", refused.Error?.Message, StringComparison.Ordinal);
        Assert.Contains("2026-03-16 16:00Z", refused.Error?.Message, StringComparison.Ordinal);
        Assert.Equal((4, 5, 5), (restarted.UseOf(a, "app", true).Store, restarted.UseOf(a, "app", true).App, restarted.UseOf(a, "app", true).PerDay));
        Assert.Equal(5, _calls.Count);

        _installation.Clock.MoveTo(new DateTimeOffset(2026, 3, 16, 16, 0, 0, TimeSpan.Zero));
        Assert.Null((await AskAsync(gate, _ => Saying(Good))).Error);
    }

    private static HttpResponseMessage Saying(string body, int status = 200) => new((HttpStatusCode)status) { Content = new StringContent(body) };

    private CallBudgets Gates(int perDay = 0) => new(
        _installation.Get<IDbContextFactory<NerveCentreDb>>(),
        Options.Create(new AliExpressOptions { CallsPerDay = perDay, CallsPerSecond = 1000 }),
        _installation.Clock);

    private async Task<AliExpressResult<IReadOnlyList<TemplateSummary>>> AskAsync(Func<int, HttpResponseMessage> answer)
    {
        using var gates = Gates();
        return await AskAsync(gates.GateOf(1, "app", isRemote: false), answer);
    }

    /// <summary>Makes one call, moving the clock from alarm to alarm while it waits.</summary>
    private async Task<AliExpressResult<IReadOnlyList<TemplateSummary>>> AskAsync(CallGate gate, Func<int, HttpResponseMessage> answer)
    {
        using var http = new HttpClient(new Recorder(this, answer));
        var client = new AliExpressClient(http, CannedGateway.Credentials, _installation.Clock, gate: gate);
        return await _installation.Clock.RunAsync(client.GetTemplatesAsync(default));
    }

    private sealed class Recorder(CallGateTests test, Func<int, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            test._calls.Add(test._installation.Clock.GetUtcNow());
            return Task.FromResult(answer(test._calls.Count));
        }
    }
}
