using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NerveCentre.Core.Store.Migrations
{
    /// <inheritdoc />
    public partial class Gauge : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "TargetTenths",
                table: "Stores",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Listings_Published",
                table: "Listings",
                columns: new[] { "StoreId", "Status", "PublishedAt" },
                filter: "\"Status\" = 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Listings_Published",
                table: "Listings");

            migrationBuilder.DropColumn(
                name: "TargetTenths",
                table: "Stores");
        }
    }
}
