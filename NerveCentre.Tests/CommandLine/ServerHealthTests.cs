using System.Net;

namespace NerveCentre.Tests.CommandLine;

/// <summary>A running server, looked at from outside, and backed up while it runs.</summary>
[Trait("Speed", "Slow")]
public sealed class ServerHealthTests : IDisposable
{
    private readonly TempFolder _temp = new();

    private string Data => _temp.File("data");

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task LiveAndReady_AnswerOneWord_AndALostDatabaseMakesItUnready()
    {
        await using var server = DashboardProcess.Serve(Data);
        using var http = new HttpClient { BaseAddress = await server.Listening };
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await AskAsync(http, "/health/live"));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await AskAsync(http, "/health/ready"));

        // While the server runs: a backup is welcome, a restore is not.
        var backup = await Run.ToEndAsync("backup", _temp.File("b.zip"), "--data", Data);
        Assert.Equal(0, backup.ExitCode);
        var restore = await Run.ToEndAsync("restore", _temp.File("b.zip"), "--data", Data);
        Assert.Equal(1, restore.ExitCode);
        Assert.Contains("Another NerveCentre server is using the data folder", restore.Error, StringComparison.Ordinal);

        Assert.DoesNotContain("fail:", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnreadyServer_Answers503_AndItsReasonStaysInTheLog()
    {
        await using var server = DashboardProcess.Serve(Data, "--Sandbox:Enabled=false");
        using var http = new HttpClient { BaseAddress = await server.Listening };
        foreach (var file in Directory.GetFiles(Data, "nervecentre.db*"))
        {
            File.Delete(file);
        }

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await AskAsync(http, "/health/ready"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await AskAsync(http, "/health/ready"));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await AskAsync(http, "/health/live"));
    }

    private static async Task<(HttpStatusCode, string)> AskAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
