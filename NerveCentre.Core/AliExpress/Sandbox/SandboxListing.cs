namespace NerveCentre.Core.AliExpress.Sandbox;

/// <summary>A listing of the sandbox. Times are whole seconds.</summary>
internal sealed record SandboxListing(
    long ProductId, string Subject, long CategoryId, long TemplateId, string Status, DateTimeOffset Created, DateTimeOffset Modified, decimal Price);
