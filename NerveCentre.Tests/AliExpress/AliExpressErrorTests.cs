using System.Net;
using NerveCentre.Core.AliExpress;

namespace NerveCentre.Tests.AliExpress;

public sealed class AliExpressErrorTests
{
    private const string Method = "aliexpress.freight.redefining.listfreighttemplate";

    [Theory]
    [InlineData("\"IncompleteSignature\"", null, AliExpressErrorKind.Signature)]
    [InlineData("\"IllegalAccessToken\"", null, AliExpressErrorKind.Token)]
    [InlineData("\"IllegalRefreshToken\"", null, AliExpressErrorKind.Token)]
    [InlineData("\"InvalidCode\"", null, AliExpressErrorKind.Token)]
    [InlineData("\"InvalidAppkey\"", null, AliExpressErrorKind.Permission)]
    [InlineData("\"AUTH_TYPE_UNSUPPORTED\"", null, AliExpressErrorKind.Permission)]
    [InlineData("\"ServiceUnavailable\"", null, AliExpressErrorKind.Service)]
    [InlineData("15", "isp.service-unavailable", AliExpressErrorKind.Service)]
    [InlineData("\"15\"", "isp.top-remote-connection-timeout", AliExpressErrorKind.Service)]
    [InlineData("50", "isv.invalid-parameter", AliExpressErrorKind.Request)]
    [InlineData("15", "isv.insufficient-permission", AliExpressErrorKind.Permission)]
    [InlineData("15", "isv.invalid-authorization", AliExpressErrorKind.Permission)]
    [InlineData("15", "isv.permission-api-package-empty", AliExpressErrorKind.Permission)]
    [InlineData("15", "isv.permission-ip-whitelist-limit", AliExpressErrorKind.Permission)]
    [InlineData("15", "isv.account-migration-check-fail", AliExpressErrorKind.Permission)]
    [InlineData("15", null, AliExpressErrorKind.Service)]
    [InlineData("7", null, AliExpressErrorKind.Limit)]
    [InlineData("\"7\"", "accesscontrol.limited-by-app-access-count", AliExpressErrorKind.Limit)]
    [InlineData("\"ApiCallLimit\"", null, AliExpressErrorKind.Limit)]
    [InlineData("11", null, AliExpressErrorKind.Permission)]
    [InlineData("53", null, AliExpressErrorKind.Permission)]
    [InlineData("27", null, AliExpressErrorKind.Token)]
    [InlineData("\"SomethingNew\"", null, AliExpressErrorKind.Request)]
    public async Task Refusal_OfTheGateway_HasTheKindOfItsCode(string code, string? subCode, AliExpressErrorKind kind)
    {
        var sub = subCode is null ? "" : $", \"sub_code\": \"{subCode}\", \"sub_msg\": \"in detail\"";

        var error = await ErrorOf("""{"error_response": {"code": """ + code + """, "msg": "in general" """ + sub + """, "request_id": "req-1"}}""");

        Assert.Equal(
            new AliExpressError(kind, Method, code.Trim('"'), subCode, subCode is null ? "in general" : "in general: in detail", "req-1"), error);
    }

    [Theory]
    [InlineData("""{"type": "ISV", "code": "IncompleteSignature", "message": "no", "request_id": "r"}""", AliExpressErrorKind.Signature)]
    [InlineData("""{"type": "ISP", "code": "Odd", "message": "no", "request_id": "r"}""", AliExpressErrorKind.Service)]
    [InlineData("""{"type": "SYSTEM", "code": 99, "message": "no", "request_id": "r"}""", AliExpressErrorKind.Service)]
    [InlineData("""{"type": "ISV", "code": "Odd", "message": "no", "request_id": "r"}""", AliExpressErrorKind.Request)]
    public async Task Refusal_InAFlatBody_IsRecognised(string body, AliExpressErrorKind kind)
    {
        var error = await ErrorOf(body);

        Assert.Equal((kind, "no", "r"), (error.Kind, error.Message, error.RequestId));
    }

    [Theory]
    [InlineData("""{"result_success": false, "result_error_desc": "no"}""", AliExpressErrorKind.Request)]
    [InlineData("""{"aliexpress_freight_redefining_listfreighttemplate_response": {"result_success": "false", "result_error_desc": "no"}}""", AliExpressErrorKind.Request)]
    [InlineData("""{"result": {"success": false, "error_code": "F00-00-10007-001", "error_msg": "no"}}""", AliExpressErrorKind.Request)]
    [InlineData("""{"result": {"success": false, "error_code": 1600, "error_message": "System error, try later"}}""", AliExpressErrorKind.Service)]
    public async Task Refusal_InsideANormalReply_CountsByItsSuccessFlag(string body, AliExpressErrorKind kind) => Assert.Equal(kind, (await ErrorOf(body)).Kind);

    [Fact]
    public async Task ErrorTexts_BesideASuccess_AreNoError()
    {
        const string body = """{"code": "0", "request_id": "r", "result_success": true, "error_code": 5, "result_error_desc": "filled", "aeop_freight_template_d_t_o_list": []}""";

        Assert.Empty((await CannedGateway.Saying(body).Client().GetTemplatesAsync(default)).Required());
    }

    [Theory]
    [InlineData("<html><body>502 Bad Gateway</body></html>", HttpStatusCode.BadGateway)]
    [InlineData("<html>Sign in</html>", HttpStatusCode.OK)]
    [InlineData("""{"result_success": true, "aeop_freight_temp""", HttpStatusCode.OK)]
    [InlineData("[]", HttpStatusCode.OK)]
    [InlineData("null", HttpStatusCode.OK)]
    [InlineData("", HttpStatusCode.OK)]
    [InlineData("{}", HttpStatusCode.OK)]
    [InlineData("""{"result_success": true, "aeop_freight_template_d_t_o_list": "soon"}""", HttpStatusCode.OK)]
    [InlineData("""{"result_success": true, "aeop_freight_template_d_t_o_list": [{"template_name": "no id"}]}""", HttpStatusCode.OK)]
    [InlineData("""{"result_success": true, "aeop_freight_template_d_t_o_list": [7]}""", HttpStatusCode.OK)]
    public async Task Answer_ThatIsNotTheProtocol_IsUnreadable(string body, HttpStatusCode status)
    {
        var error = await ErrorOf(body, status);

        Assert.Equal((AliExpressErrorKind.Unreadable, Method), (error.Kind, error.Method));
    }

    [Fact]
    public async Task Page_ThatAnnouncesRowsAndHoldsNone_IsUnreadable_SoThatItCannotPassForAnEmptyStore()
    {
        var gateway = CannedGateway.Saying("""{"result": {"success": true, "total_page": 3, "product_count": 120, "current_page": 1}}""");

        Assert.Equal(AliExpressErrorKind.Unreadable, (await gateway.Client().GetListingsAsync(new ListingQuery(ListingStatuses.OnSelling, 1, 50), default)).Error?.Kind);
    }

    [Fact]
    public async Task Body_WithoutEnd_IsCutOffAndUnreadable()
    {
        var gateway = new CannedGateway(() => new HttpResponseMessage { Content = new StreamContent(new EndlessStream()) });

        var error = (await gateway.Client().GetTemplatesAsync(default)).Error;

        Assert.Equal((AliExpressErrorKind.Unreadable, "The reply is longer than 16 MiB."), (error?.Kind, error?.Message));
    }

    [Fact]
    public async Task Body_CutAnywhere_IsUnreadable()
    {
        const string body = """{"request_id": "r", "result": {"success": true, "total_count": 1, "total_page": 1, "target_list": [{"order_id": 1, "order_status": "FINISH", "gmt_create": "2017-10-12 12:12:12"}]}}""";
        for (var length = 0; length < body.Length; length++)
        {
            var error = (await CannedGateway.Saying(body[..length]).Client().GetOrdersAsync(new OrderQuery(1, 50), default)).Error;
            Assert.Equal(AliExpressErrorKind.Unreadable, error?.Kind);
        }
    }

    [Fact]
    public async Task Body_ThatTricklesInForEver_IsUnreachable()
    {
        var clock = new TestClock();
        var stalled = new StalledStream();
        var gateway = new CannedGateway(() => new HttpResponseMessage { Content = new StreamContent(stalled) });
        var call = new AliExpressClient(new HttpClient(gateway), CannedGateway.Credentials, clock).GetTemplatesAsync(default);

        await stalled.BeingRead;
        clock.Advance(TimeSpan.FromSeconds(101));

        Assert.Equal(AliExpressErrorKind.Unreachable, (await call).Error?.Kind);
    }

    [Fact]
    public async Task Title_ThatIsNoUnicode_DoesNotCostThePage()
    {
        var gateway = CannedGateway.Saying("""{"result": {"success": true, "total_page": 1, "product_count": 1, "aeop_a_e_product_display_d_t_o_list": [{"product_id": 1, "subject": "half \ud83d a pair"}]}}""");

        var page = (await gateway.Client().GetListingsAsync(new ListingQuery(ListingStatuses.OnSelling, 1, 50), default)).Required();

        Assert.StartsWith("half ", Assert.Single(page.Rows).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TooManyRequests_IsALimit() => Assert.Equal(AliExpressErrorKind.Limit, (await ErrorOf("slow down", HttpStatusCode.TooManyRequests, "text/plain")).Kind);

    [Fact]
    public async Task Gateway_ThatCannotBeReachedOrTimesOut_IsUnreachable()
    {
        var refused = new CannedGateway(() => throw new HttpRequestException("Connection refused (gateway.test:443)"));
        var silent = new CannedGateway(() => throw new TaskCanceledException());

        Assert.Equal(AliExpressErrorKind.Unreachable, (await refused.Client().GetTemplatesAsync(default)).Error?.Kind);
        Assert.Equal(AliExpressErrorKind.Unreachable, (await silent.Client().GetTemplatesAsync(default)).Error?.Kind);
    }

    [Fact]
    public async Task Caller_WhoCancels_GetsNoErrorButTheCancellation()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CannedGateway.Saying("{}").Client().GetTemplatesAsync(cancelled.Token));
    }

    [Fact]
    public async Task Secrets_ThatTheGatewayRepeats_StayOutOfTheMessage()
    {
        var error = await ErrorOf("""{"error_response": {"code": "IllegalAccessToken", "msg": "token access-token-1 of app-secret-1 is invalid"}}""");

        Assert.Equal("token *** of *** is invalid", error.Message);
        Assert.DoesNotContain("secret", CannedGateway.Credentials.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("token", CannedGateway.Credentials.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Required_WithoutAValue_ThrowsTheError()
    {
        AliExpressResult<OrderCountries> result = new AliExpressError(AliExpressErrorKind.Service, "m", "15", null, "busy", null);

        Assert.Equal("m: busy", Assert.Throws<AliExpressException>(result.Required).Message);
    }

    private static async Task<AliExpressError> ErrorOf(string body, HttpStatusCode status = HttpStatusCode.OK, string contentType = "application/json")
    {
        var result = await CannedGateway.Saying(body, status, contentType).Client().GetTemplatesAsync(default);
        Assert.Null(result.Value);
        return Assert.IsType<AliExpressError>(result.Error);
    }

    private sealed class EndlessStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)' ');
            return ValueTask.FromResult(buffer.Length);
        }
    }

    private sealed class StalledStream : MemoryStream
    {
        private readonly TaskCompletionSource _beingRead = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task BeingRead => _beingRead.Task;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _beingRead.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
