using NerveCentre.Core.AliExpress;

namespace NerveCentre.Tests.AliExpress;

public sealed class TokenEndpointTests
{
    private static readonly AliExpressApp App = new("12345678", "app-secret-1");

    [Fact]
    public async Task Call_IsSignedWithItsPath_AndHasNeitherMethodNorUuid()
    {
        var gateway = CannedGateway.Saying("""{"access_token":"a","expires_in":1}""");
        await Endpoint(gateway).CreateAsync(App, "3_code", default);

        Assert.Equal(["app_key", "code", "sign", "sign_method", "timestamp"], gateway.Sent.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(IopSignature.Sign("/auth/token/create", gateway.Sent.Select(p => KeyValuePair.Create(p.Key, (string?)p.Value)), App.AppSecret), gateway.Sent["sign"]);
    }

    [Theory]
    [InlineData("""{"access_token":"a","refresh_token":"r","expires_in":2592000,"refresh_expires_in":5184000,"seller_id":200,"account":"a@b","user_nick":"n","code":"0"}""", 30, 60, "200")]
    [InlineData("""{"access_token":"a","refresh_token":"r","expires_in":"86400","refresh_expires_in":"172800","seller_id":"200","account_id":null,"code":""}""", 1, 2, "200")]
    [InlineData("""{"access_token":"a","refresh_token":"r","expire_time":1773748800000,"refresh_token_valid_time":"1773835200000","user_id":7}""", 1, 2, "7")]
    [InlineData("""{"access_token":"a","refresh_token":"r","expires_in":86400,"code":0,"account":"a@b"}""", 1, null, "a@b")]
    [InlineData("""{"access_token":"a","refresh_token":"r"}""", 1, null, null)]
    [InlineData("""{"access_token":"a","refresh_token":"r","expires_in":99999999999999999999999,"refresh_expires_in":1e20}""", 3650, 3650, null)]
    public async Task Reply_IsReadHoweverItWritesNumbersAndTimes(string reply, int accessDays, int? refreshDays, string? seller)
    {
        var grant = (await Endpoint(CannedGateway.Saying(reply)).CreateAsync(App, "c", default)).Required();

        Assert.Equal(("a", "r", seller), (grant.AccessToken, grant.RefreshToken, grant.SellerId));
        Assert.Equal(TestClock.Noon.AddDays(accessDays), grant.AccessExpiresAt);
        Assert.Equal(refreshDays is { } days ? TestClock.Noon.AddDays(days) : null, grant.RefreshExpiresAt);
    }

    [Fact]
    public async Task RefreshThatLivesForNoSecond_CannotBeRenewed()
    {
        var grant = (await Endpoint(CannedGateway.Saying("""{"access_token":"a","refresh_token":"r","expires_in":60,"refresh_expires_in":0}""")).RefreshAsync(App, "r", default)).Required();
        Assert.Null(grant.RefreshToken);
        Assert.Null(grant.RefreshExpiresAt);
    }

    [Theory]
    [InlineData("""{"type":"ISV","code":"IllegalRefreshToken","message":"bad","request_id":"1"}""", AliExpressErrorKind.Token)]
    [InlineData("""{"type":"ISV","code":"IncompleteSignature","message":"app-secret-1 and 3_code are wrong","request_id":"1"}""", AliExpressErrorKind.Signature)]
    [InlineData("""{"type":"ISP","code":"ServiceUnavailable","message":"later"}""", AliExpressErrorKind.Service)]
    [InlineData("""{"error_response":{"code":15,"msg":"Remote service error","sub_code":"isp.x"}}""", AliExpressErrorKind.Service)]
    [InlineData("""{"expires_in":5}""", AliExpressErrorKind.Unreadable)]
    [InlineData("<html>app-secret-1</html>", AliExpressErrorKind.Unreadable)]
    public async Task Refusal_IsAnError_AndQuotesNoSecret(string reply, AliExpressErrorKind kind)
    {
        var error = (await Endpoint(CannedGateway.Saying(reply)).CreateAsync(App, "3_code", default)).Error!;
        Assert.Equal(kind, error.Kind);
        Assert.DoesNotContain("app-secret-1", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("3_code", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatHoldsSecrets_DoesNotPrintThem()
    {
        Assert.Equal("app 12345678", App.ToString());
        Assert.DoesNotContain("tok", new TokenGrant("tok1", TestClock.Noon, "tok2", null, "7", null, null).ToString().Replace("tokens", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static TokenEndpoint Endpoint(CannedGateway gateway) => new(new HttpClient(gateway), new Uri("https://gateway.test/rest"), new TestClock());
}
