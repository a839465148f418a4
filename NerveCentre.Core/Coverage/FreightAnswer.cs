namespace NerveCentre.Core.Coverage;

/// <summary>What a freight calculation says of a listing and a country.</summary>
public enum FreightAnswer
{
    /// <summary>At least one service would carry it.</summary>
    Delivers = 0,

    /// <summary>No service would.</summary>
    DoesNotDeliver = 1,

    /// <summary>AliExpress gave no answer that can be read as either.</summary>
    None = 2,
}
