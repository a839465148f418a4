using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NerveCentre.Core.Store.Migrations
{
    /// <inheritdoc />
    public partial class RealStores : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Orders_WithoutCountries",
                table: "Orders");

            migrationBuilder.CreateTable(
                name: "Backfills",
                columns: table => new
                {
                    StoreId = table.Column<int>(type: "INTEGER", nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: false),
                    ReadDownTo = table.Column<long>(type: "INTEGER", nullable: false),
                    Expected = table.Column<int>(type: "INTEGER", nullable: true),
                    Read = table.Column<int>(type: "INTEGER", nullable: false),
                    Spent = table.Column<long>(type: "INTEGER", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    PausedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Backfills", x => x.StoreId);
                    table.ForeignKey(
                        name: "FK_Backfills_Stores_StoreId",
                        column: x => x.StoreId,
                        principalTable: "Stores",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CallCounts",
                columns: table => new
                {
                    StoreId = table.Column<int>(type: "INTEGER", nullable: false),
                    AppKey = table.Column<string>(type: "TEXT", nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    Calls = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CallCounts", x => new { x.StoreId, x.AppKey, x.Day });
                    table.ForeignKey(
                        name: "FK_CallCounts_Stores_StoreId",
                        column: x => x.StoreId,
                        principalTable: "Stores",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Orders_WithoutCountries",
                table: "Orders",
                columns: new[] { "StoreId", "PlacedAt" },
                filter: "\"CountriesRead\" <> 1");

            migrationBuilder.CreateIndex(
                name: "IX_CallCounts_AppKey_Day",
                table: "CallCounts",
                columns: new[] { "AppKey", "Day" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Backfills");

            migrationBuilder.DropTable(
                name: "CallCounts");

            migrationBuilder.DropIndex(
                name: "IX_Orders_WithoutCountries",
                table: "Orders");

            migrationBuilder.CreateIndex(
                name: "IX_Orders_WithoutCountries",
                table: "Orders",
                columns: new[] { "StoreId", "PlacedAt" },
                filter: "\"CountriesRead\" = 0");
        }
    }
}
