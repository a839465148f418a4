using System.Collections;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace NerveCentre.Core.Countries;

/// <summary>
/// An immutable set of countries in 256 bits. A template's destinations and a store's priority markets are such sets;
/// "the template ships to every priority market" is <see cref="IsSupersetOf"/>: one AND and one compare.
/// </summary>
public readonly struct CountrySet : IEquatable<CountrySet>, IReadOnlyCollection<CountryCode>
{
    private readonly Vector256<ulong> _bits;

    private CountrySet(Vector256<ulong> bits) => _bits = bits;

    /// <summary>The set without members. The same as <c>default</c>.</summary>
    public static CountrySet Empty => default;

    /// <summary>All 250 codes.</summary>
    public static CountrySet All { get; } = Of(Enumerable.Range(1, CountryCode.Total).Select(CountryCode.FromOrdinal));

    public int Count =>
        BitOperations.PopCount(_bits[0]) + BitOperations.PopCount(_bits[1]) + BitOperations.PopCount(_bits[2]) + BitOperations.PopCount(_bits[3]);

    public bool IsEmpty => _bits == Vector256<ulong>.Zero;

    public static CountrySet Of(params IEnumerable<CountryCode> countries)
    {
        Span<ulong> words = stackalloc ulong[4];
        foreach (var country in countries)
        {
            words[country.Ordinal >> 6] |= 1UL << (country.Ordinal & 63);
        }

        words[0] &= ~1UL; // default(CountryCode) is no country and never a member
        return new CountrySet(Vector256.Create<ulong>(words));
    }

    /// <summary>Reads alpha-2 codes separated by spaces, the form in which sets are stored.</summary>
    /// <exception cref="FormatException">A code is not one of the 250.</exception>
    public static CountrySet Parse(string codes) =>
        Of(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(CountryCode.Parse));

    public bool Contains(CountryCode country) =>
        country.Ordinal is not 0 && (_bits[country.Ordinal >> 6] & (1UL << (country.Ordinal & 63))) is not 0;

    /// <summary>Whether every member of <paramref name="other"/> is also in this set. True when <paramref name="other"/> is empty.</summary>
    public bool IsSupersetOf(CountrySet other) => (_bits & other._bits) == other._bits;

    public bool Overlaps(CountrySet other) => (_bits & other._bits) != Vector256<ulong>.Zero;

    public CountrySet Add(CountryCode country) => this | Of(country);

    public CountrySet Remove(CountryCode country) => this - Of(country);

    public static CountrySet operator |(CountrySet left, CountrySet right) => new(left._bits | right._bits);

    public static CountrySet operator &(CountrySet left, CountrySet right) => new(left._bits & right._bits);

    /// <summary>The members of <paramref name="left"/> that are not in <paramref name="right"/>.</summary>
    public static CountrySet operator -(CountrySet left, CountrySet right) => new(Vector256.AndNot(left._bits, right._bits));

    public static bool operator ==(CountrySet left, CountrySet right) => left._bits == right._bits;

    public static bool operator !=(CountrySet left, CountrySet right) => left._bits != right._bits;

    public bool Equals(CountrySet other) => _bits == other._bits;

    public override bool Equals(object? obj) => obj is CountrySet other && Equals(other);

    public override int GetHashCode() => _bits.GetHashCode();

    /// <summary>Members in alphabetical order of their codes.</summary>
    public IEnumerator<CountryCode> GetEnumerator()
    {
        for (var word = 0; word < 4; word++)
        {
            for (var rest = _bits[word]; rest is not 0; rest &= rest - 1)
            {
                yield return CountryCode.FromOrdinal((word << 6) + BitOperations.TrailingZeroCount(rest));
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Alpha-2 codes in alphabetical order, separated by single spaces: what <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Join(' ', this);
}
