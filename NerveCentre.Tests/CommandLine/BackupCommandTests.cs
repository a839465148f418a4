namespace NerveCentre.Tests.CommandLine;

/// <summary>Backup and restore as a user types them.</summary>
[Collection(ConsoleTests.Name)]
public sealed class BackupCommandTests : IDisposable
{
    private readonly TempFolder _temp = new();

    private string Data => _temp.File("data");

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task BackupThenRestore_IntoAnotherFolder_HoldsTheSame()
    {
        await ImportAsync();

        var backup = await Run.InProcessAsync("backup", _temp.File("b.zip"), "--data", Data);
        var restore = await Run.InProcessAsync("restore", _temp.File("b.zip"), "--data", _temp.File("other"));

        Assert.Equal((0, ""), (backup.ExitCode, backup.Error));
        Assert.StartsWith(_temp.File("b.zip"), backup.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (restore.ExitCode, restore.Error));
        Assert.Contains("Restored", restore.Output, StringComparison.Ordinal);
        Assert.Equal(Table.AllRows(Path.Combine(Data, "nervecentre.db")), Table.AllRows(Path.Combine(_temp.File("other"), "nervecentre.db")));
        var card = await Run.InProcessAsync("card", "aex_orders_by_buyer_country", "--store", "Shop", "--end", "2026-03-16T12:00:00Z", "--data", _temp.File("other"));
        Assert.Equal(0, card.ExitCode);
    }

    [Fact]
    public async Task BackupWithoutAName_GoesToTheFolderOfBackups()
    {
        await ImportAsync();

        var run = await Run.InProcessAsync("backup", "--data", Data);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("nervecentre-", Path.GetFileName(Assert.Single(Directory.GetFiles(Path.Combine(Data, "backups")))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_AreNamedWhenTheyAreLeftOut()
    {
        await ImportAsync();
        Directory.CreateDirectory(Path.Combine(Data, "keys"));
        await File.WriteAllTextAsync(Path.Combine(Data, "keys", "key-1.xml"), "<key/>");

        var without = await Run.InProcessAsync("backup", _temp.File("without.zip"), "--data", Data);
        Assert.Contains("that takes --passphrase-file FILE", without.Error, StringComparison.Ordinal);

        var with = await Run.InProcessAsync("backup", _temp.File("with.zip"), "--passphrase-file", _temp.Write("words", "correct horse battery staple\n"), "--data", Data);
        Assert.Equal((0, ""), (with.ExitCode, with.Error));

        var wrong = await Run.InProcessAsync("restore", _temp.File("with.zip"), "--passphrase-file", _temp.Write("others", "not these words at all"), "--data", Data);
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("The passphrase is not the one with which this backup was made", wrong.Error, StringComparison.Ordinal);

        var silent = await Run.InProcessAsync("restore", _temp.File("with.zip"), "--data", Data);
        Assert.Contains("were left out", silent.Error, StringComparison.Ordinal);
        Assert.Contains("before-restore-", silent.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FolderThatIsNotThere_IsNotMade()
    {
        var backup = await Run.InProcessAsync("backup", "--data", _temp.File("mistyped"));
        var restore = await Run.InProcessAsync("restore", _temp.File("nothing.zip"), "--data", _temp.File("mistyped"));

        Assert.Equal((1, 1), (backup.ExitCode, restore.ExitCode));
        Assert.Contains("does not exist", backup.Error, StringComparison.Ordinal);
        Assert.Contains("There is no file", restore.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_temp.File("mistyped")));
    }

    [Theory]
    [InlineData("backup", "a.zip", "b.zip")]
    [InlineData("restore")]
    [InlineData("restore", "a.zip", "--force")]
    public async Task WrongWords_AreWrongUsage(params string[] words) =>
        Assert.Equal(2, (await Run.InProcessAsync([.. words, "--data", Data])).ExitCode);

    private async Task ImportAsync() =>
        Assert.Equal(0, (await Run.InProcessAsync("import", "orders", _temp.Write("o.csv", "order_id,placed_at,buyer_country\n1,2026-03-01,BR\n2,2026-03-02,US\n"), "--store", "Shop", "--data", Data)).ExitCode);
}
