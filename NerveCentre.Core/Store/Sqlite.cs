using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Sqlite.Migrations.Internal;
using Microsoft.EntityFrameworkCore.Storage;

namespace NerveCentre.Core.Store;

/// <summary>What every connection is told when it opens; SQLite keeps none of it in the file but the journal mode.</summary>
internal sealed class Pragmas : DbConnectionInterceptor
{
    // NORMAL: in WAL mode a crash of the program loses nothing; only a power cut may take the last commits, which the next sync reads again.
    private const string Text = "PRAGMA busy_timeout = 10000; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -16000;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }

    public static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        // EF looks at an existing file through a read-only connection first. A restored backup, or a file whose making was cut short, is not in WAL yet.
        command.CommandText = connection.ConnectionString.Contains("Mode=ReadOnly", StringComparison.OrdinalIgnoreCase) ? Text : "PRAGMA journal_mode = WAL; " + Text;
        command.ExecuteNonQuery();
    }
}

/// <summary>Creates every table STRICT, so that a text never ends up in a number's column; large keyed tables WITHOUT ROWID.</summary>
#pragma warning disable EF1001 // The only door to the CREATE TABLE text; covered by a test that reads the schema back.
internal sealed class StrictSqlGenerator(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations)
    : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    /// <summary>Annotation in a migration's CreateTable that makes the primary key the table itself.</summary>
    public const string WithoutRowId = "NerveCentre:WithoutRowId";

    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        base.Generate(operation, model, builder, terminate: false);
        builder.Append(operation.FindAnnotation(WithoutRowId)?.Value is true ? " STRICT, WITHOUT ROWID" : " STRICT");
        if (terminate)
        {
            builder.AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
            EndStatement(builder);
        }
    }
}
#pragma warning restore EF1001

internal static class SqliteSetup
{
    /// <summary>A read transaction: all that is read through <paramref name="db"/> until it is disposed is of one moment. Never blocks the writer.</summary>
    public static IDbContextTransaction BeginSnapshot(this NerveCentreDb db)
    {
        db.Database.OpenConnection();
        return db.Database.UseTransaction(((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true))!;
    }

    public static DbContextOptionsBuilder UseNerveCentreFile(this DbContextOptionsBuilder options, string file) =>
        options
            .UseSqlite(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWriteCreate }.ToString())
            .AddInterceptors(new Pragmas())
            .ReplaceService<IMigrationsSqlGenerator, StrictSqlGenerator>();
}
