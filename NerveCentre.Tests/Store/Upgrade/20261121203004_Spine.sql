-- A shop of the first release: five active listings in every class, four orders in the window and one before it, a run that was cut short.
INSERT INTO Stores (Id, Name, Kind, TimeZone, CreatedAt, Revision, PriorityMarkets) VALUES (1, 'Old shop', 1, 'UTC', 1773662400000, 3, 'BR');
INSERT INTO Templates (StoreId, TemplateId, Name, IsDefault, Settings, Named, Assumed, Judged, UnknownCodes, ReadAt, ChangedAt, GoneAt) VALUES
    (1, 1, 'Template A', 1, '{}', 'BR US', '', 1, '', 1773662400000, 1773662400000, NULL),
    (1, 2, 'Template B {quoted}', 0, '{}', 'US', '', 1, 'XX', 1773662400000, 1773662400000, NULL);
INSERT INTO Listings (StoreId, ListingId, Title, Status, RawStatus, TemplateId, CategoryId, PublishedAt, ModifiedAt) VALUES
    (1, 11, 'Covered', 0, 'onSelling', 1, 10, NULL, NULL),
    (1, 12, 'Covered too', 0, 'onSelling', 1, NULL, 1773662400000, 1773662400000),
    (1, 13, 'Gap', 0, 'onSelling', 2, 10, NULL, NULL),
    (1, 14, 'Restricted only', 0, 'onSelling', 2, 20, NULL, NULL),
    (1, 15, 'Unknown', 0, 'onSelling', NULL, NULL, NULL, NULL),
    (1, 16, 'Offline', 1, 'offline', 1, 10, NULL, NULL);
INSERT INTO ListingCounts (StoreId, TemplateId, CategoryId, Listings) VALUES (1, 0, 0, 1), (1, 1, 0, 1), (1, 1, 10, 1), (1, 2, 10, 1), (1, 2, 20, 1);
INSERT INTO Restrictions (StoreId, CategoryId, Country, Category, AddedAt) VALUES (1, 20, 'BR', 'Batteries', 1773662400000);
INSERT INTO Orders (StoreId, OrderId, PlacedAt, BuyerCountry, BuyerCountryRaw, ShipCountry, ShipCountryRaw, Amount, Currency, Status, RawStatus, ModifiedAt, CountriesRead) VALUES
    (1, 'o1', 1773576000000, 'BR', 'BR', 'BR', 'BR', '10.50', 'USD', 2, 'raw', NULL, 1),
    (1, 'o2', 1773489600000, 'BR', 'BR', 'US', 'US', '10.50', 'USD', 3, 'raw', NULL, 1),
    (1, 'o3', 1773403200000, 'US', 'US', 'US', 'US', '10.50', 'USD', 4, 'raw', NULL, 1),
    (1, 'o4', 1773403200000, NULL, 'Channel Islands', NULL, 'Channel Islands', '10.50', 'USD', 0, 'raw', NULL, 1),
    (1, 'o5', 1770206400000, 'BR', 'BR', 'BR', 'BR', '10.50', 'USD', 5, 'raw', NULL, 1);
INSERT INTO OrderCounts (StoreId, Grain, Side, Bucket, Country, Counted, Cancelled, Unpaid) VALUES
    (1, 1, 0, 491724, 'BR', 0, 1, 0),
    (1, 1, 0, 492612, '?Channel Islands', 1, 0, 0),
    (1, 1, 0, 492612, 'US', 1, 0, 0),
    (1, 1, 0, 492660, 'BR', 1, 0, 0),
    (1, 1, 1, 492636, 'BR', 1, 0, 0),
    (1, 1, 2, 492636, 'US', 1, 0, 0),
    (1, 24, 0, 20488, 'BR', 0, 1, 0),
    (1, 24, 0, 20525, '?Channel Islands', 1, 0, 0),
    (1, 24, 0, 20525, 'US', 1, 0, 0),
    (1, 24, 0, 20527, 'BR', 1, 0, 0),
    (1, 24, 1, 20526, 'BR', 1, 0, 0),
    (1, 24, 2, 20526, 'US', 1, 0, 0);
INSERT INTO Readings (Id, StoreId, At, Active, Covered, RestrictedOnly, Gap, Unknown, PriorityMarkets) VALUES (1, 1, 1773662400000, 5, 2, 1, 1, 1, 'BR');
INSERT INTO MarketChanges (Id, StoreId, At, By, Added, Removed) VALUES (1, 1, 1773662400000, 'Owner', 'BR', '');
INSERT INTO Runs (Id, StoreId, Stream, StartedAt, FinishedAt, Outcome, Read, Added, Updated, Unchanged, Gone, Error, Note) VALUES
    (1, 1, 'import', 1773662400000, 1773662400000, 1, 5, 5, 0, 0, 0, NULL, NULL),
    (2, 1, 'import', 1773662400000, NULL, 0, 0, 0, 0, 0, 0, NULL, NULL);
INSERT INTO Cursors (StoreId, Stream, ReadTo) VALUES (1, 'orders', 1773662400000);
