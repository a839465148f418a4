using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NerveCentre.Core.Store.Migrations
{
    /// <inheritdoc />
    public partial class Board : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "TargetTenths",
                table: "Stores",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ListingColumns",
                columns: table => new
                {
                    AccountId = table.Column<int>(type: "INTEGER", nullable: false),
                    Columns = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ListingColumns", x => x.AccountId);
                    table.ForeignKey(
                        name: "FK_ListingColumns_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MoveProposals",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    StoreId = table.Column<int>(type: "INTEGER", nullable: false),
                    FromTemplateId = table.Column<long>(type: "INTEGER", nullable: false),
                    FromName = table.Column<string>(type: "TEXT", nullable: true),
                    ToTemplateId = table.Column<long>(type: "INTEGER", nullable: false),
                    ToName = table.Column<string>(type: "TEXT", nullable: false),
                    Listings = table.Column<int>(type: "INTEGER", nullable: false),
                    Active = table.Column<int>(type: "INTEGER", nullable: false),
                    CoveredBefore = table.Column<int>(type: "INTEGER", nullable: false),
                    CoveredAfter = table.Column<int>(type: "INTEGER", nullable: false),
                    Loses = table.Column<string>(type: "TEXT", nullable: false),
                    Gains = table.Column<string>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    WithdrawnAt = table.Column<long>(type: "INTEGER", nullable: true),
                    WithdrawnBy = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MoveProposals", x => x.Id);
                    table.ForeignKey(
                        name: "FK_MoveProposals_Stores_StoreId",
                        column: x => x.StoreId,
                        principalTable: "Stores",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MoveListings",
                columns: table => new
                {
                    MoveId = table.Column<int>(type: "INTEGER", nullable: false),
                    ListingId = table.Column<long>(type: "INTEGER", nullable: false),
                    StoreId = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MoveListings", x => new { x.MoveId, x.ListingId });
                    table.ForeignKey(
                        name: "FK_MoveListings_MoveProposals_MoveId",
                        column: x => x.MoveId,
                        principalTable: "MoveProposals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Listings_ById",
                table: "Listings",
                columns: new[] { "StoreId", "Status", "ListingId", "TemplateId", "CategoryId", "PublishedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Listings_ByPublished",
                table: "Listings",
                columns: new[] { "StoreId", "Status", "PublishedAt", "ListingId", "TemplateId", "CategoryId" });

            migrationBuilder.CreateIndex(
                name: "IX_MoveProposals_StoreId_Id",
                table: "MoveProposals",
                columns: new[] { "StoreId", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ListingColumns");

            migrationBuilder.DropTable(
                name: "MoveListings");

            migrationBuilder.DropTable(
                name: "MoveProposals");

            migrationBuilder.DropIndex(
                name: "IX_Listings_ById",
                table: "Listings");

            migrationBuilder.DropIndex(
                name: "IX_Listings_ByPublished",
                table: "Listings");

            migrationBuilder.DropColumn(
                name: "TargetTenths",
                table: "Stores");
        }
    }
}
