using NerveCentre.Core.Countries;

namespace NerveCentre.Tests.Countries;

public sealed class DestinationTextTests
{
    [Theory]
    [InlineData("BR, United States; Polen", "BR PL US")]
    [InlineData("BR US PL", "BR PL US")]
    [InlineData("uk", "GB")]
    [InlineData("", "")]
    [InlineData("BR,BR\nBR", "BR")]
    public void NamesAndCodes_AreRead(string text, string expected)
    {
        var parsed = DestinationText.Parse(text);

        Assert.Equal((CountrySet.Parse(expected), 0), (parsed.Countries, parsed.Unknown.Count));
    }

    [Theory]
    [InlineData("*", "")]
    [InlineData("* -RU -BY", "BY RU")]
    [InlineData("*, -RU; -Belarus", "BY RU")]
    [InlineData("*-RU", "RU")]
    [InlineData("* −RU", "RU")]
    [InlineData("-RU, *", "RU")]
    public void Star_IsEveryCountryButThoseAfterAMinus(string text, string missing)
    {
        var parsed = DestinationText.Parse(text);

        Assert.Empty(parsed.Unknown);
        Assert.Equal(CountrySet.All - CountrySet.Parse(missing), parsed.Countries);
    }

    [Theory]
    [InlineData("Atlantis", "Atlantis")]
    [InlineData("BR, ZZ", "ZZ")]
    [InlineData("* -Atlantis", "Atlantis")]
    [InlineData("-MX", "-MX")]
    [InlineData("* BR -US", "BR -US")]
    public void WhatIsNoCountry_IsToldAsWritten(string text, string unknown) => Assert.Equal([unknown], DestinationText.Parse(text).Unknown);

    [Fact]
    public void WhatIsWritten_ReadsBackToTheSameSet()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var dense = random.NextDouble();
            var set = CountrySet.Of(CountrySet.All.Where(_ => random.NextDouble() < dense));
            var back = DestinationText.Parse(DestinationText.Write(set));

            Assert.Equal((set, 0), (back.Countries, back.Unknown.Count));
        }

        Assert.Equal(CountrySet.All, DestinationText.Parse(DestinationText.Write(CountrySet.All)).Countries);
        Assert.Equal(CountrySet.Empty, DestinationText.Parse(DestinationText.Write(CountrySet.Empty)).Countries);
    }
}
