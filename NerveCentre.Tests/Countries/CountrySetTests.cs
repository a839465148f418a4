using FsCheck;
using FsCheck.Fluent;
using NerveCentre.Core.Countries;

namespace NerveCentre.Tests.Countries;

/// <summary>The set of 256 bits against a hash set that is obviously right.</summary>
public sealed class CountrySetTests
{
    private static readonly Arbitrary<int[]> Ordinals = Gen.Choose(1, CountryCode.Total).ArrayOf().ToArbitrary();

    [Fact]
    public void Operators_AnyTwoSets_AnswerAsHashSetsDo() => Holds((left, right, slowLeft, slowRight) =>
        Same(left | right, slowLeft.Union(slowRight))
        && Same(left & right, slowLeft.Intersect(slowRight))
        && Same(left - right, slowLeft.Except(slowRight)));

    [Fact]
    public void Comparisons_AnyTwoSets_AnswerAsHashSetsDo() => Holds((left, right, slowLeft, slowRight) =>
        left.IsSupersetOf(right) == slowLeft.IsSupersetOf(slowRight)
        && left.Overlaps(right) == slowLeft.Overlaps(slowRight)
        && (left == right) == slowLeft.SetEquals(slowRight)
        && left.Count == slowLeft.Count
        && left.IsEmpty == (slowLeft.Count is 0));

    [Fact]
    public void EqualSets_BuiltInAnyOrder_HaveOneHashCode() => Holds((left, _, slowLeft, _) =>
        CountrySet.Of(slowLeft.Reverse()).GetHashCode() == left.GetHashCode());

    [Fact]
    public void Text_OfAnySet_ReadsBackAsTheSameSet() => Holds((left, _, _, _) => CountrySet.Parse(left.ToString()) == left);

    [Fact]
    public void Members_OfAnySet_ComeInAlphabeticalOrder() => Holds((left, _, _, _) =>
        left.Select(country => country.Alpha2).SequenceEqual(left.Select(country => country.Alpha2).Order(StringComparer.Ordinal)));

    [Fact]
    public void AddAndRemove_EveryMember_ContainsFollows()
    {
        foreach (var country in CountrySet.All)
        {
            Assert.True(CountrySet.Empty.Add(country).Contains(country));
            Assert.False(CountrySet.All.Remove(country).Contains(country));
            Assert.Equal(CountryCode.Total - 1, CountrySet.All.Remove(country).Count);
        }
    }

    [Fact]
    public void All_Has250Members() => Assert.Equal(250, CountrySet.All.Count);

    [Fact]
    public void NoCountry_IsNeverAMember()
    {
        Assert.True(CountrySet.Of([default]).IsEmpty);
        Assert.False(CountrySet.All.Contains(default));
        Assert.Equal(CountrySet.All, CountrySet.All.Remove(default));
    }

    [Theory]
    [InlineData("BR UK")]
    [InlineData("br")]
    [InlineData("BR,US")]
    public void Parse_CodeThatIsNoneOfThe250_Throws(string codes) => Assert.Throws<FormatException>(() => CountrySet.Parse(codes));

    private static void Holds(Func<CountrySet, CountrySet, HashSet<CountryCode>, HashSet<CountryCode>, bool> property) =>
        Prop.ForAll(Ordinals, Ordinals, (left, right) =>
        {
            HashSet<CountryCode> slowLeft = [.. left.Select(CountryCode.FromOrdinal)];
            HashSet<CountryCode> slowRight = [.. right.Select(CountryCode.FromOrdinal)];
            return property(CountrySet.Of(slowLeft), CountrySet.Of(slowRight), slowLeft, slowRight);
        }).QuickCheckThrowOnFailure();

    private static bool Same(CountrySet fast, IEnumerable<CountryCode> slow) => slow.ToHashSet().SetEquals(fast);
}
