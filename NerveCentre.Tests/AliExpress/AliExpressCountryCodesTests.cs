using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Countries;

namespace NerveCentre.Tests.AliExpress;

public sealed class AliExpressCountryCodesTests
{
    [Theory]
    [InlineData("UK", "GB")]
    [InlineData("SRB", "RS")]
    [InlineData("MNE", "ME")]
    [InlineData("ZR", "CD")]
    [InlineData("GGY", "GG")]
    [InlineData("JEY", "JE")]
    [InlineData("ALA", "AX")]
    [InlineData("BLM", "BL")]
    [InlineData("MAF", "MF")]
    [InlineData("SGS", "GS")]
    [InlineData("TLS", "TL")]
    [InlineData("KS", "XK")]
    public void OwnCode_OfACountry_IsMappedBothWays(string aliExpress, string iso)
    {
        Assert.Equal(iso, AliExpressCountryCodes.ToCountry(aliExpress)?.Alpha2);
        Assert.Equal(aliExpress, AliExpressCountryCodes.FromCountry(CountryCode.Parse(iso)));
    }

    [Theory]
    [InlineData("TP", "TL", "TLS")]
    [InlineData("EAZ", "TZ", "TZ")]
    [InlineData("ASC", "SH", "SH")]
    [InlineData("GBA", "GG", "GGY")]
    [InlineData("SCT", "GB", "UK")]
    public void SecondaryCode_OfACountry_IsReadButNeverSent(string read, string iso, string sent)
    {
        Assert.Equal(iso, AliExpressCountryCodes.ToCountry(read)?.Alpha2);
        Assert.Equal(sent, AliExpressCountryCodes.FromCountry(CountryCode.Parse(iso)));
    }

    [Theory]
    [InlineData("uk", "GB")]
    [InlineData(" Uk ", "GB")]
    [InlineData("gb", "GB")]
    [InlineData("XK", "XK")]
    [InlineData("srb", "RS")]
    [InlineData("RS", "RS")]
    [InlineData("br\r\n", "BR")]
    public void ToCountry_AnyCaseSpacesAndPlainIsoCodes_AreUnderstood(string code, string iso) =>
        Assert.Equal(iso, AliExpressCountryCodes.ToCountry(code)?.Alpha2);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("AN")]
    [InlineData("YU")]
    [InlineData("FX")]
    [InlineData("OTHER")]
    [InlineData("Other")]
    [InlineData("ZZ")]
    [InlineData("BRA")]
    [InlineData("Brazil")]
    [InlineData("B R")]
    [InlineData("\0\0")]
    public void ToCountry_CodeThatNamesNoSingleCountry_IsNull(string? code) => Assert.Null(AliExpressCountryCodes.ToCountry(code));

    [Fact]
    public void FromCountry_All250_ComeBackFromDistinctCodes()
    {
        Assert.All(CountrySet.All, country => Assert.Equal(country, AliExpressCountryCodes.ToCountry(AliExpressCountryCodes.FromCountry(country))));
        Assert.Equal(CountryCode.Total, CountrySet.All.Select(AliExpressCountryCodes.FromCountry).Distinct().Count());
    }

    [Fact]
    public void FromCountry_All250_DifferFromIsoForTwelve() =>
        Assert.Equal("AX BL CD GB GG GS JE ME MF RS TL XK", CountrySet.Of(CountrySet.All.Where(country => AliExpressCountryCodes.FromCountry(country) != country.Alpha2)).ToString());

    [Fact]
    public void FromCountry_NoCountry_Throws() => Assert.Throws<InvalidOperationException>(() => AliExpressCountryCodes.FromCountry(default));

    [Theory]
    [InlineData("OTHER", true)]
    [InlineData("Other", true)]
    [InlineData(" other ", true)]
    [InlineData("OTHERS", false)]
    [InlineData("BR", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsRestOfWorld_OnlyOther_IsTrue(string? code, bool expected) => Assert.Equal(expected, AliExpressCountryCodes.IsRestOfWorld(code));
}
