using NerveCentre.Core.Countries;

namespace NerveCentre.Tests.Countries;

/// <summary>What files, forms and AliExpress say of a country. Each row was met in a real file, a shop's export, or a peer's bug tracker.</summary>
public sealed class CountryFindTests
{
    public static TheoryData<string> EveryCode() => [.. CountrySet.All.Select(code => code.Alpha2)];

    [Theory]
    [MemberData(nameof(EveryCode))]
    public void Find_EveryCodeAndNameOfACountry_IsThatCountry(string alpha2)
    {
        var country = CountryCatalogue.Get(CountryCode.Parse(alpha2));
        string[] spellings =
        [
            alpha2, alpha2.ToLowerInvariant(), $" {alpha2}\t", country.Alpha3, country.Alpha3.ToLowerInvariant(), country.Numeric,
            country.Numeric.TrimStart('0'), country.EnglishName, country.EnglishName.ToUpperInvariant(), $"\u00A0{country.EnglishName}  ", $"{country.EnglishName}.",
            country.EnglishName.Replace("&", "and", StringComparison.Ordinal), country.EnglishName.Replace(" ", "   ", StringComparison.Ordinal),
            $"The {country.EnglishName}", $"{country.EnglishName} ({alpha2})", Flag(alpha2),
        ];

        Assert.All(spellings, spelling => Assert.Equal(country.Code, CountryCatalogue.Find(spelling)));
    }

    [Fact]
    public void Find_UkInLowerCase_IsUnitedKingdom() => Assert.Equal("GB", CountryCatalogue.Find("uk")?.Alpha2);

    [Theory]
    [InlineData("UK", "GB")]
    [InlineData("U.K.", "GB")]
    [InlineData("Great Britain", "GB")]
    [InlineData("United Kingdom (UK)", "GB")]
    [InlineData("England", "GB")]
    [InlineData("SCT", "GB")]
    [InlineData("EIRE", "IE")]
    [InlineData("Ireland, Republic of", "IE")]
    [InlineData("RSA", "ZA")]
    [InlineData("USA", "US")]
    [InlineData("U.S.A.", "US")]
    [InlineData("United States (US)", "US")]
    [InlineData("united  states\u00A0of America", "US")]
    [InlineData("840", "US")]
    [InlineData("76", "BR")]
    [InlineData("Brasil", "BR")]
    [InlineData("巴西", "BR")]
    [InlineData("Бразилия", "BR")]
    [InlineData("ブラジル", "BR")]
    [InlineData("브라질", "BR")]
    [InlineData("Áo", "AT")]
    [InlineData("Çin", "CN")]
    [InlineData("ＢＲ", "BR")]
    [InlineData("\uFEFFBR", "BR")]
    [InlineData("EL", "GR")]
    [InlineData("SRB", "RS")]
    [InlineData("ks", "XK")]
    [InlineData("ZR", "CD")]
    [InlineData("TP", "TL")]
    [InlineData("EAZ", "TZ")]
    [InlineData("Congo, DRC", "CD")]
    [InlineData("DR Congo", "CD")]
    [InlineData("Congo (Kinshasa)", "CD")]
    [InlineData("Congo, The Democratic Republic of the", "CD")]
    [InlineData("Congo, Republic of the", "CG")]
    [InlineData("Czech Republic", "CZ")]
    [InlineData("Czechia", "CZ")]
    [InlineData("Myanmar (Burma)", "MM")]
    [InlineData("Burma", "MM")]
    [InlineData("Côte d'Ivoire", "CI")]
    [InlineData("Côte d’Ivoire", "CI")]
    [InlineData("Cote d‘Ivoire", "CI")]
    [InlineData("Cote dʼIvoire", "CI")]
    [InlineData("COTE D´IVOIRE", "CI")]
    [InlineData("Cote d`Ivoire", "CI")]
    [InlineData("Co\u0302te d'Ivoire", "CI")]
    [InlineData("Ivory Coast", "CI")]
    [InlineData("Holland", "NL")]
    [InlineData("The Netherlands", "NL")]
    [InlineData("South Korea", "KR")]
    [InlineData("Korea, Republic of", "KR")]
    [InlineData("Republic of Korea", "KR")]
    [InlineData("Korea, Democratic People's Republic of", "KP")]
    [InlineData("Russia", "RU")]
    [InlineData("Russian Federation", "RU")]
    [InlineData("Viet Nam", "VN")]
    [InlineData("UAE", "AE")]
    [InlineData("Turkey", "TR")]
    [InlineData("Türkiye", "TR")]
    [InlineData("TÜRKİYE", "TR")]
    [InlineData("Macedonia", "MK")]
    [InlineData("Swaziland", "SZ")]
    [InlineData("Cape Verde", "CV")]
    [InlineData("Deutschland", "DE")]
    [InlineData("España", "ES")]
    [InlineData("Espana", "ES")]
    [InlineData("Österreich", "AT")]
    [InlineData("Hong Kong", "HK")]
    [InlineData("Macau", "MO")]
    [InlineData("Taiwan, Province of China", "TW")]
    [InlineData("Bahamas, The", "BS")]
    [InlineData("St. Lucia", "LC")]
    [InlineData("Saint Lucia", "LC")]
    [InlineData("St.Lucia", "LC")]
    [InlineData("Aland Islands", "AX")]
    [InlineData("Curacao", "CW")]
    [InlineData("Reunion", "RE")]
    [InlineData("Guinea", "GN")]
    [InlineData("Guinea-Bissau", "GW")]
    [InlineData("Georgia", "GE")]
    [InlineData("Virgin Islands, U.S.", "VI")]
    [InlineData("Virgin Islands, British", "VG")]
    public void Find_SpellingFoundInFiles_IsTheCountry(string text, string alpha2) => Assert.Equal(alpha2, CountryCatalogue.Find(text)?.Alpha2);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\0")]
    [InlineData("B\0R")]
    [InlineData("GB\0")]
    [InlineData("Channel Islands")]
    [InlineData("European Community")]
    [InlineData("European Union")]
    [InlineData("Unspecified")]
    [InlineData("Unknown")]
    [InlineData("Other")]
    [InlineData("OTHER")]
    [InlineData("N/A")]
    [InlineData("null")]
    [InlineData("AN")]
    [InlineData("Netherlands Antilles")]
    [InlineData("YU")]
    [InlineData("Yugoslavia")]
    [InlineData("SU")]
    [InlineData("FX")]
    [InlineData("ZZ")]
    [InlineData("XX")]
    [InlineData("Congo")]
    [InlineData("The Congo")]
    [InlineData("Korea")]
    [InlineData("Kongo")]
    [InlineData("Fas")]
    [InlineData("BŘ")]
    [InlineData("Virgin Islands")]
    [InlineData("-99")]
    [InlineData("-76")]
    [InlineData("−76")]
    [InlineData("–76")]
    [InlineData("0")]
    [InlineData("000")]
    [InlineData("999")]
    [InlineData("1240")]
    [InlineData("-")]
    [InlineData("...")]
    [InlineData("BR,CA")]
    [InlineData("BR;CA")]
    [InlineData("GB|FR")]
    [InlineData("US-CA")]
    [InlineData("<b>BR</b>")]
    [InlineData("Brazil' OR 1=1")]
    [InlineData("Brazil?")]
    [InlineData("🇽🇽")]
    [InlineData("🇧")]
    [InlineData("😀😀")]
    [InlineData("\uD83C")]
    [InlineData("\uDDE7\uD83C")]
    [InlineData("Europe")]
    public void Find_WhatIsNoSingleCountry_IsNeverGuessed(string? text) => Assert.Null(CountryCatalogue.Find(text));

    [Fact]
    public void Find_TextLongerThanAnyName_IsNotLookedAt()
    {
        Assert.Null(CountryCatalogue.Find(new string('B', 10_240)));
        Assert.Null(CountryCatalogue.Find("Brazil" + new string(' ', 10_240)));
    }

    [Fact]
    public void Find_ExactCode_AllocatesNothing()
    {
        _ = CountryCatalogue.Find("BR");
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1_000; i++)
        {
            _ = CountryCatalogue.Find("BR");
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static string Flag(string alpha2) => string.Concat(alpha2.Select(letter => char.ConvertFromUtf32(0x1F1E6 + letter - 'A')));
}
