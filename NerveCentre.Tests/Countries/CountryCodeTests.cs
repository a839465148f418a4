using NerveCentre.Core.Countries;

namespace NerveCentre.Tests.Countries;

public sealed class CountryCodeTests
{
    [Fact]
    public void Parse_EveryCodeOfTheCatalogue_ReadsBackAsItself() =>
        Assert.All(CountryCatalogue.All, country => Assert.Equal(country.Code, CountryCode.Parse(country.Code.Alpha2)));

    [Fact]
    public void TryParse_AllPairsOfLetters_Finds250()
    {
        var letters = Enumerable.Range('A', 26).Select(letter => (char)letter).ToArray();

        var found = letters.SelectMany(first => letters.Select(second => $"{first}{second}")).Count(text => CountryCode.TryParse(text, out _));

        Assert.Equal(CountryCode.Total, found);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("B")]
    [InlineData("br")]
    [InlineData("BRA")]
    [InlineData(" BR")]
    [InlineData("UK")]
    [InlineData("AN")]
    [InlineData("ÄT")]
    [InlineData("\0\0")]
    public void TryParse_WhatIsNoExactCode_Refuses(string? text)
    {
        Assert.False(CountryCode.TryParse(text, out var code));
        Assert.Equal(default, code);
    }

    [Fact]
    public void Comparison_OfCodes_IsAlphabetical()
    {
        var codes = CountryCatalogue.All.Select(country => country.Code).ToArray();

        Assert.Equal(codes.OrderBy(code => code.Alpha2, StringComparer.Ordinal), codes.Order());
    }

    [Fact]
    public void Alpha2_OfNoCountry_Throws() => Assert.Throws<InvalidOperationException>(() => default(CountryCode).Alpha2);
}
