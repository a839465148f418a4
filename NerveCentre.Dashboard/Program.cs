using NerveCentre.Dashboard.CommandLine;

return await Commands.RunAsync(args);
