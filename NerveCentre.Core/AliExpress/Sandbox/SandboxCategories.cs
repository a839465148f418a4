namespace NerveCentre.Core.AliExpress.Sandbox;

internal sealed record SandboxCategory(long CategoryId, string Name, string[] Goods);

/// <summary>The sandbox's categories with what is sold in them. Ids and names are made up in AliExpress's manner.</summary>
internal static class SandboxCategories
{
    /// <summary>Batteries: the categories whose goods Brazil and the United States do not admit.</summary>
    public static IReadOnlyList<SandboxCategory> Restricted { get; } =
    [
        new(200004720, "Power banks", ["Power Bank 10000 mAh", "Power Bank 20000 mAh", "Magnetic Power Bank", "Solar Power Bank"]),
        new(200370154, "E-bikes", ["Folding E-Bike", "E-Bike Conversion Kit", "Electric Scooter", "City E-Bike"]),
        new(200216551, "Lithium batteries", ["18650 Battery Pack", "E-Bike Battery 36V", "LiFePO4 Battery 12V", "Drone Battery"]),
    ];

    public const string HealthSupplements = "Health supplements";
    public const string KitchenKnives = "Kitchen knives";

    public static IReadOnlyList<SandboxCategory> Ordinary { get; } = Read(
        """
        Desk lamps: Desk Lamp, Reading Lamp, Clip-On Lamp
        Night lights: Night Light, Star Projector, Motion Sensor Light
        LED strips: LED Strip, Neon Rope Light, TV Backlight
        Phone cases: Phone Case, Wallet Phone Case, Magnetic Phone Case
        Phone holders: Car Phone Holder, Desk Phone Stand, Bike Phone Mount
        Charging cables: USB-C Cable, Braided Charging Cable, Magnetic Charging Cable
        Chargers: GaN Charger, Wireless Charging Pad, Car Charger
        Earphones: Wireless Earbuds, Wired Earphones, Sleep Headphones
        Bluetooth speakers: Bluetooth Speaker, Shower Speaker, Mini Soundbar
        Smart watches: Smart Watch, Fitness Band, Kids Smart Watch
        Watch straps: Silicone Watch Strap, Leather Watch Strap, Steel Watch Bracelet
        Computer mice: Wireless Mouse, Vertical Mouse, Gaming Mouse
        Keyboards: Mechanical Keyboard, Folding Keyboard, Keycap Set
        Laptop bags: Laptop Sleeve, Laptop Backpack, Document Bag
        USB hubs: USB-C Hub, Card Reader, Docking Station
        Security cameras: Indoor Camera, Doorbell Camera, Baby Monitor
        Smart plugs: Smart Plug, Smart Switch, Power Strip
        Kitchen storage: Spice Rack, Airtight Food Container, Drawer Organizer
        Kitchen knives: Chef Knife, Knife Sharpener, Paring Knife Set
        Bakeware: Silicone Baking Mould, Cake Turntable, Piping Tip Set
        Coffee gear: Hand Coffee Grinder, Pour-Over Dripper, Milk Frother
        Drinkware: Insulated Bottle, Travel Mug, Glass Tea Pot
        Bathroom storage: Shower Caddy, Toothbrush Holder, Towel Rack
        Bedding: Duvet Cover Set, Pillow Case Pair, Fitted Sheet
        Curtains: Blackout Curtain, Sheer Curtain, Shower Curtain
        Rugs: Washable Rug, Bath Mat, Door Mat
        Wall decor: Wall Clock, Canvas Print, Wall Shelf
        Candles and scents: Aroma Diffuser, Scented Candle, Incense Holder
        Garden tools: Pruning Shears, Garden Hose Nozzle, Plant Support Clips
        Plant pots: Self-Watering Pot, Hanging Planter, Seedling Tray
        Pet beds: Cat Bed, Orthopaedic Dog Bed, Window Perch
        Pet toys: Cat Teaser, Dog Chew Toy, Treat Ball
        Pet grooming: Pet Hair Remover, Dog Clippers, Grooming Glove
        Fishing tackle: Fishing Lure Set, Spinning Reel, Tackle Box
        Camping: Camping Lantern, Sleeping Pad, Folding Camp Chair
        Cycling: Bike Light Set, Cycling Gloves, Saddle Bag
        Yoga: Yoga Mat, Resistance Band Set, Foam Roller
        Running: Running Belt, Running Cap, Compression Sleeves
        Swimming: Swimming Goggles, Swim Cap, Dry Bag
        Hand tools: Precision Screwdriver Set, Ratchet Wrench, Utility Knife
        Measuring tools: Digital Caliper, Laser Level, Tape Measure
        Soldering: Soldering Iron Kit, Solder Wire, Heat Shrink Tube Set
        3D printing: PLA Filament, Nozzle Set, Build Plate
        Car interior: Seat Gap Organizer, Steering Wheel Cover, Sun Shade
        Car care: Microfibre Towel Set, Car Vacuum, Scratch Repair Pen
        Motorcycle parts: Handlebar Grip, Brake Lever Set, Motorcycle Cover
        Women's dresses: Summer Dress, Knitted Dress, Wrap Dress
        Men's shirts: Linen Shirt, Polo Shirt, Oxford Shirt
        Socks: Crew Sock Set, Compression Socks, Slipper Socks
        Hats: Bucket Hat, Beanie, Straw Hat
        Sunglasses: Polarized Sunglasses, Cycling Glasses, Reading Glasses
        Necklaces: Pendant Necklace, Chain Necklace, Pearl Necklace
        Rings: Adjustable Ring, Stacking Ring Set, Signet Ring
        Handbags: Crossbody Bag, Tote Bag, Evening Clutch
        Nail care: Gel Nail Lamp, Nail Art Set, Cuticle Oil
        Health supplements: Collagen Powder, Vitamin C Tablets, Magnesium Capsules
        Building blocks: Building Block Set, Marble Run, Magnetic Tiles
        """);

    private static List<SandboxCategory> Read(string table) => [.. table.Split('\n').Select((line, i) =>
    {
        var parts = line.Split(':');
        return new SandboxCategory(200_001_000 + (i * 137), parts[0], parts[1].Split(',', StringSplitOptions.TrimEntries));
    })];
}
