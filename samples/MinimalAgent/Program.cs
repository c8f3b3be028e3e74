Console.WriteLine("Minimal agent");
