Console.WriteLine("Minimal chat");
