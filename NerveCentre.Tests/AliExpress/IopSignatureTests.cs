using NerveCentre.Core.AliExpress;

namespace NerveCentre.Tests.AliExpress;

/// <summary>The vectors are AliExpress's published examples or were made with openssl and Python; the old gateway's two come from a public client's tests.</summary>
public sealed class IopSignatureTests
{
    private const string Secret = "helloworld";
    private const string Moment = "1517820392000";

    public static TheoryData<string, string?, string[], string> Vectors => new()
    {
        {
            "V1 official business example", null,
            ["access_token=test", "aliexpress_category_id=200135143", "app_key=123456", "method=aliexpress.logistics.redefining.getonlinelogisticsinfo", "sign_method=sha256", $"timestamp={Moment}"],
            "F7F7926B67316C9D1E8E15F7E66940ED3059B1638C497D77973F30046EFB5BBB"
        },
        {
            "V2 official system example", "/auth/token/create",
            ["app_key=12345678", "code=3_500102_JxZ05Ux3cnnSSUm6dCxYg6Q26", "sign_method=sha256", $"timestamp={Moment}"],
            "35607762342831B6A417A0DED84B79C05FEFBF116969C48AD6DC00279A9F4D81"
        },
        {
            "V3 official Python SDK", null,
            ["app_key=12345678", "method=aliexpress.affiliate.category.get", "sign_method=sha256", $"timestamp={Moment}"],
            "F3ABBAB059750C3CD6D341A2FDA939ECB0FA892120E9196270ED67D6EC1511DD"
        },
        {
            "V4 sibling platform", "/order/get",
            ["access_token=test", "app_key=123456", "order_id=1234", "sign_method=sha256", $"timestamp={Moment}"],
            "4190D32361CFB9581350222F345CB77F3B19F0E31D162316848A2C1FFD5FAB4A"
        },
        {
            "V5 template settings", null,
            ["app_key=12345678", "format=json", "method=aliexpress.freight.redefining.getfreightsettingbytemplatequery", "session=test", "sign_method=sha256", "simplify=true", "template_id=1000", $"timestamp={Moment}", "v=2.0"],
            "553C2BAC2C0407F6D8634F68913D23294935649AA6159321A1FC475496878DE5"
        },
        {
            "V6 a value beyond ASCII", null,
            ["app_key=12345678", "aeop_a_e_product_list_query={\"current_page\":1,\"page_size\":50,\"product_status_type\":\"onSelling\",\"subject\":\"Écharpe 围巾\"}", "format=json", "method=aliexpress.solution.product.list.get", "session=test", "sign_method=sha256", "simplify=true", $"timestamp={Moment}", "v=2.0"],
            "C91B312D0F08518BE8ADE1BA373EDF71678DCDE768961A1537DCD65A08FB90C4"
        },
        {
            "V7 ordinal order, blanks left out", null,
            ["foo_bar=3", "foobar=4", "foo=1", "bar=2", "Foo=5", "empty=", "blank=  ", "app_key=12345678", "method=m", "sign_method=sha256", $"timestamp={Moment}"],
            "00A663A9DAE70C80A40779C645284CEEC6267D9478F920D72BC5EA699B112A40"
        },
        {
            "V8 refreshing a token", "/auth/token/refresh",
            ["app_key=12345678", "refresh_token=rt-1", "sign_method=sha256", $"timestamp={Moment}"],
            "B92B95F70E5CD4DB2C98727333CF1B6B028B2749B8DC51B8188463E8B1669D51"
        },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Signature_OfAPublishedCall_IsThePublishedOne(string name, string? apiPath, string[] parameters, string sign)
    {
        Assert.NotEmpty(name);
        Assert.Equal(sign, IopSignature.Sign(apiPath, Split(parameters), Secret));
    }

    [Theory]
    [InlineData("md5", "4BC79C5FAA1B5E254E95A97E65BACEAB")]
    [InlineData("hmac", "497FA7FCAD98F4F335EFAE2451F8291D")]
    public void Signature_OfTheOldGateway_IsThePublishedOne(string signMethod, string sign)
    {
        string[] parameters =
        [
            "app_key=12345678", "format=json", "logisitics_no=ES2019COM0000123456", "method=aliexpress.solution.order.fulfill", "out_ref=1000006270175804",
            "partner_id=top-sdk-php-20180326", "send_type=all", "service_name=SPAIN_LOCAL_CORREOS", "session=test", $"sign_method={signMethod}", "timestamp=2016-01-01 12:00:00", "v=2.0",
        ];

        Assert.Equal(sign, IopSignature.Sign(null, Split(parameters), Secret, signMethod is "md5" ? SignMethod.Md5 : SignMethod.Hmac));
    }

    [Fact]
    public void Signature_IgnoresASignThatIsAlreadyThere()
    {
        string[] parameters = ["app_key=1", "method=m"];

        Assert.Equal(
            IopSignature.Sign(null, Split(parameters), Secret),
            IopSignature.Sign(null, Split([.. parameters, "sign=ABC"]), Secret));
    }

    private static IEnumerable<KeyValuePair<string, string?>> Split(string[] parameters) => parameters.Select(p =>
    {
        var equals = p.IndexOf('=', StringComparison.Ordinal);
        return KeyValuePair.Create(p[..equals], (string?)p[(equals + 1)..]);
    });
}
