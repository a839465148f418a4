namespace NerveCentre.Core.AliExpress.Sandbox;

/// <summary>Somebody who sells on the sandbox's AliExpress, and has a store there.</summary>
public sealed record SandboxSeller(long Id, string ShopName, string Account, SandboxStore Store);
