namespace NerveCentre.Dashboard.Settings;

/// <summary>What the page of a store can do.</summary>
public enum StoreAct
{
    Rename,
    Test,
    Authorise,
    Pause,
    Resume,
    Queries,
    Disconnect,
    Erase,
}
